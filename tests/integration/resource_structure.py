"""The names a resource type offers: boto3's own class, and what `inia-cli describe` says."""

from __future__ import annotations

import functools
import inspect
from typing import Any

import boto3

from differences import differences, shown
from inia_cli import IniaCli
from report import Mismatch

SERVICE = "ServiceResource"
# What every resource has, whatever it is.
_COMMON = {"get_available_subresources", "meta"}


@functools.lru_cache(maxsize=16)
def service_resource(service: str):
    return boto3.Session("AKIDEXAMPLE", "secret", region_name="us-west-2").resource(service)


def _context(service: str):
    session = boto3.Session("AKIDEXAMPLE", "secret", region_name="us-west-2")
    made = session.client(service)
    definitions = session._loader.load_service_model(service, "resources-1")["resources"]
    return session, boto3.utils.ServiceContext(service_name=service, service_model=made.meta.service_model,
                                               resource_json_definitions=definitions, service_waiter_model=None)


def types_of(service: str) -> list[str]:
    _, context = _context(service)
    return [SERVICE, *sorted(context.resource_json_definitions)]


def class_of(service: str, resource: str) -> type:
    if resource == SERVICE:
        return type(service_resource(service))
    session, context = _context(service)
    return session.resource_factory.load_from_definition(
        resource_name=resource, single_resource_json_definition=context.resource_json_definitions[resource],
        service_context=context)


def _boto3_structure(service: str, resource: str) -> dict[str, list[str]]:
    """By the members of the class; its model says only of which kind those are that look alike."""
    made = class_of(service, resource)
    model = made.meta.resource_model
    identifiers = set(made.meta.identifiers)
    subresources = {relation.name for relation in model.subresources}
    references = {relation.name for relation in model.references}
    collections = {collection.name for collection in model.collections}
    members: dict[str, Any] = {name: inspect.getattr_static(made, name) for name in dir(made)
                               if not name.startswith("_") and name not in _COMMON}
    properties = {name for name, member in members.items() if isinstance(member, property)}
    methods = set(members) - properties
    waiters = {name for name in methods if name.startswith("wait_until_")}
    parts = {"identifiers": properties & identifiers,
             "attributes": properties - identifiers - references - collections,
             "actions": methods - subresources - waiters, "subresources": methods & subresources,
             "references": properties & references, "collections": properties & collections, "waiters": waiters}
    return {part: sorted(names) for part, names in parts.items()}


def compare_structure(cli: IniaCli, service: str, resource: str) -> str:
    expected = _boto3_structure(service, resource)
    lines = differences(expected, cli.run("describe", f"{service}.{resource}").document())
    if lines:
        raise Mismatch(shown(lines))
    return f"{sum(map(len, expected.values()))} names"
