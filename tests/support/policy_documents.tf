variable "bucket" { default = "photos" }

locals {
  teams = { web = ["arn:aws:s3:::web/*"], data = ["arn:aws:s3:::data/*", "arn:aws:s3:::more/*"] }
}

data "aws_iam_policy_document" "plain" {
  statement {
    sid       = "Read"
    actions   = ["s3:ListBucket", "s3:GetObject"]
    resources = ["arn:aws:s3:::${var.bucket}/*", "arn:aws:s3:::${var.bucket}"]
    condition {
      test     = "StringEquals"
      variable = "aws:RequestedRegion"
      values   = ["eu-west-1", "eu-central-1"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["web"]
    }
  }
  statement {
    effect        = "Deny"
    not_actions   = ["s3:*"]
    not_resources = ["arn:aws:s3:::&{aws:username}/*"]
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "444455556666"]
    }
  }
  statement {
    effect  = "Deny"
    actions = ["sts:AssumeRole"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [false]
    }
  }
}

data "aws_iam_policy_document" "dynamic" {
  dynamic "statement" {
    for_each = local.teams
    content {
      sid       = title(statement.key)
      actions   = ["s3:GetObject"]
      resources = statement.value
    }
  }
}

data "aws_iam_policy_document" "joined" {
  source_policy_documents   = [data.aws_iam_policy_document.plain.json, data.aws_iam_policy_document.dynamic.json]
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "Web", Effect = "Deny", Action = "s3:*", Resource = "*" }] })]
  statement {
    sid       = "Data"
    actions   = ["s3:PutObject"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "each" {
  for_each = local.teams
  statement {
    actions   = ["s3:GetObject"]
    resources = concat(each.value, ["arn:aws:s3:::${each.key}"])
  }
}

data "aws_iam_policy_document" "counted" {
  count = 2
  statement {
    sid       = "Counted${count.index}"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::photos-${count.index}/*"]
  }
}

data "aws_iam_policy_document" "of_all" {
  source_policy_documents = data.aws_iam_policy_document.counted.*.json
}

data "aws_iam_policy_document" "old" {
  policy_id               = "own"
  version                 = "2008-10-17"
  source_policy_documents = [jsonencode({ Version = "2012-10-17", Id = "source", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })]
  statement {
    actions   = ["s3:PutObject"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "of_old" {
  source_policy_documents   = [jsonencode({ Version = "2008-10-17", Id = "first", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] }), jsonencode({ Id = "second", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] })]
  override_policy_documents = [jsonencode({ Version = "2008-10-17", Id = "", Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*" }] })]
}

data "aws_iam_policy_document" "overridden" {
  policy_id                 = "own"
  version                   = "2008-10-17"
  override_policy_documents = [jsonencode({ Version = "2008-10-17", Id = "over", Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*" }] })]
}

data "aws_iam_policy_document" "upgraded" {
  version                   = "2008-10-17"
  override_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "ec2:*", Resource = "*" }] })]
}
