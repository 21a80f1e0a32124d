"""Every check of IAM Access Analyzer is made here, or there is a reason why not.

Source of the codes: the IAM User Guide, "IAM Access Analyzer policy check reference".
"""

from __future__ import annotations

import pytest

from rolec.driver.all_codes import all_codes
from rolec.lint.run import all_lints
from rolec.read import codes as read_codes
from support.lint import found_in

OURS = frozenset(
    [
        "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "ARN_ACCOUNT_NOT_ALLOWED",
        "ARN_REGION_NOT_ALLOWED",
        "CONFIRM_AUDIENCE_CLAIM_TYPE",
        "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
        "CREATE_SLR_WITH_NOT_RESOURCE",
        "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
        "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
        "CREATE_SLR_WITH_STAR_IN_RESOURCE",
        "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        "DATA_TYPE_MISMATCH",
        "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "DEPRECATED_GLOBAL_CONDITION_KEY",
        "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
        "EMPTY_ARRAY_ACTION",
        "EMPTY_ARRAY_CONDITION",
        "EMPTY_ARRAY_CONDITION_FORALLVALUES",
        "EMPTY_ARRAY_CONDITION_FORANYVALUE",
        "EMPTY_ARRAY_CONDITION_IFEXISTS",
        "EMPTY_ARRAY_PRINCIPAL",
        "EMPTY_ARRAY_RESOURCE",
        "EMPTY_OBJECT_CONDITION",
        "EMPTY_OBJECT_PRINCIPAL",
        "EMPTY_SID_VALUE",
        "EMPTY_VARIABLE",
        "EQUIVALENT_TO_NULL_FALSE",
        "EQUIVALENT_TO_NULL_TRUE",
        "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
        "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
        "IMPROVE_IP_RANGE",
        "INVALID_ACTION",
        "INVALID_ARN_ACCOUNT",
        "INVALID_ARN_PREFIX",
        "INVALID_ARN_REGION",
        "INVALID_ARN_RESOURCE",
        "INVALID_ARN_SERVICE_CASE",
        "INVALID_CONDITION_DATA_TYPE",
        "INVALID_CONDITION_KEY_FORMAT",
        "INVALID_CONDITION_MULTIPLE_BOOLEAN",
        "INVALID_CONDITION_OPERATOR",
        "INVALID_DATE_VALUE",
        "INVALID_EFFECT",
        "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
        "INVALID_GLOBAL_CONDITION_KEY",
        "INVALID_KMS_KEY_VALUE",
        "INVALID_PARTITION",
        "INVALID_POLICY_ELEMENT",
        "INVALID_PRINCIPAL_FORMAT",
        "INVALID_PRINCIPAL_KEY",
        "INVALID_REGION",
        "INVALID_ROLE_REFERENCE",
        "INVALID_SERVICE",
        "INVALID_SERVICE_CONDITION_KEY",
        "INVALID_SERVICE_IN_ACTION",
        "INVALID_SERVICE_PRINCIPAL_FORMAT",
        "INVALID_USER_REFERENCE",
        "INVALID_VARIABLE_FOR_OPERATOR",
        "INVALID_VERSION",
        "INVALID_VPCE_FORMAT",
        "INVALID_VPC_FORMAT",
        "JSON_SYNTAX_ERROR",
        "MISMATCHED_ACTION_FOR_PRINCIPAL",
        "MISSING_ACTION",
        "MISSING_ACTION_FOR_CONDITION_KEY",
        "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
        "MISSING_ARN_ACCOUNT",
        "MISSING_ARN_FIELD",
        "MISSING_ARN_REGION",
        "MISSING_BRACE_IN_VARIABLE",
        "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
        "MISSING_EFFECT",
        "MISSING_GITHUB_REPO_CONDITION_KEY",
        "MISSING_PAIRED_CONDITION_KEYS",
        "MISSING_PRINCIPAL",
        "MISSING_QUALIFIER",
        "MISSING_QUOTE_IN_VARIABLE",
        "MISSING_RESOURCE",
        "MISSING_STATEMENT",
        "MISSING_TAG_KEY_IN_CONDITION",
        "MISSING_VERSION",
        "NULL_WITH_IF_EXISTS",
        "NULL_WITH_QUALIFIER",
        "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
        "PASS_ROLE_WITH_NOT_RESOURCE",
        "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
        "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
        "PASS_ROLE_WITH_STAR_IN_RESOURCE",
        "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
        "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
        "PRIVATE_IP_ADDRESS",
        "PRIVATE_IP_ADDRESS_SUBSET",
        "PRIVATE_NOT_IP_ADDRESS",
        "PRIVATE_NOT_IP_ADDRESS_SUBSET",
        "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        "REDUNDANT_ACTION",
        "REDUNDANT_CONDITION_VALUE_NUM",
        "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
        "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
        "REDUNDANT_RESOURCE",
        "REDUNDANT_STATEMENT",
        "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
        "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
        "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
        "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
        "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
        "TYPE_MISMATCH",
        "TYPE_MISMATCH_BOOLEAN",
        "TYPE_MISMATCH_DATE",
        "TYPE_MISMATCH_IP_RANGE",
        "TYPE_MISMATCH_NUMBER",
        "TYPE_MISMATCH_STRING",
        "UNIQUE_SIDS_RECOMMENDED",
        "UNIQUE_SIDS_REQUIRED",
        "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        "UNSUPPORTED_ACTION_IN_POLICY",
        "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL",
        "UNSUPPORTED_ELEMENT_COMBINATION",
        "UNSUPPORTED_GLOBAL_CONDITION_KEY",
        "UNSUPPORTED_PRINCIPAL",
        "UNSUPPORTED_SID",
        "UNSUPPORTED_SPACE_IN_VARIABLE",
        "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        "UNTRUSTWORTHY_CONDITION_KEY",
        "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
        "VARIABLE_UNSUPPORTED_IN_ELEMENT",
        "VARIABLE_UNSUPPORTED_IN_VERSION",
        "VARIABLE_USAGE_TOO_PERMISSIVE",
        "WILDCARD_IN_SERVICE_NAME",
        "WILDCARD_USAGE_TOO_PERMISSIVE",
        "WILDCARD_WITHOUT_LIKE_OPERATOR",
    ]
)
"""The checks for identity policies, boundaries and trust policies of roles."""

NOT_OURS = {
    "ALLOW_WITH_NOT_PRINCIPAL": "it is about policies of resources other than roles",
    "FEDERATED_PRINCIPAL_NOT_SUPPORTED": "it is about policies of resources other than roles",
    "IRRELEVANT_CONDITION_KEY_IN_POLICY": "it is about policies of resources other than roles",
    "POLICY_SIZE_EXCEEDS_RCP_QUOTA": "it is about resource control policies",
    "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA": "it is about policies of resources other than roles",
    "POLICY_SIZE_EXCEEDS_SCP_QUOTA": "it is about service control policies",
    "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY": "it is about resource control policies",
    "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY": "it is about resource control policies",
    "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK": "it is about resource control policies",
    "RCP_SYNTAX_ERROR_ACTION": "it is about resource control policies",
    "RCP_SYNTAX_ERROR_ALLOW": "it is about resource control policies",
    "RCP_SYNTAX_ERROR_NOTACTION": "it is about resource control policies",
    "RCP_SYNTAX_ERROR_PRINCIPAL": "it is about resource control policies",
    "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL": "it is about policies of resources other than roles",
    "SCP_SYNTAX_ERROR_ACTION_WILDCARD": "it is about service control policies",
    "SCP_SYNTAX_ERROR_PRINCIPAL": "it is about service control policies",
    "UNSUPPORTED_RESOURCE_ARN_IN_POLICY": "it is about policies of resources other than roles",
}


def test_every_check_is_made_or_has_a_reason():
    made = {code.access_analyzer for code in all_codes() if code.access_analyzer}
    assert made == OURS
    assert OURS.isdisjoint(NOT_OURS)
    assert len(OURS) + len(NOT_OURS) == 151


def test_the_checks_are_made_by_lints_with_examples_but_for_the_one_of_json_itself():
    # What a lint finds in its examples, and what not, is held by `test_lints.py`.
    by_lints = {lint.access_analyzer for lint in all_lints() if lint.access_analyzer}
    assert by_lints == OURS - {"JSON_SYNTAX_ERROR"}


@pytest.mark.parametrize("text", ['{"Version": "2012-10-17",', '{"Version": "a", "Version": "b"}'])
def test_what_is_no_json_is_told_so(text):
    found = found_in(text)
    assert {d.code.access_analyzer for d in found} == {"JSON_SYNTAX_ERROR"}
    assert {d.code for d in found} <= {read_codes.JSON_SYNTAX, read_codes.JSON_DUPLICATE_KEY}
    assert found_in('{"Version": "2012-10-17"}')[0].code.access_analyzer != "JSON_SYNTAX_ERROR"
