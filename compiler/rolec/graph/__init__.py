"""Who can become whom: the roles of projects, who may assume them, and what they lead to."""
