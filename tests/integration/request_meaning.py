"""Two requests, compared by what a service makes of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

if TYPE_CHECKING:
    from request_peer import Sent

# Each client's own, or set by the HTTP library below.
_OWN = {"user-agent", "amz-sdk-invocation-id", "amz-sdk-request", "content-length", "x-amzn-trace-id"}
# QNetworkAccessManager can neither wait for a 100 nor send a body of unknown length.
_HTTP_LIBRARY = {"expect", "transfer-encoding"}
# True of the body's bytes only.
_OF_BYTES = ("authorization", "content-md5", "x-amz-content-sha256", "x-amz-checksum-", "x-amz-sha256-tree-hash")
# These prefer SigV4a, which boto3 leaves out where awscrt is not installed.
_OF_SIGV4A = {"authorization", "x-amz-region-set"}
_SIGV4A = {"partnercentral-channel", "partnercentral-revenue-measurement", "sustainability"}


def _xml(element: ElementTree.Element) -> Any:
    return (element.tag, sorted(element.attrib.items()), (element.text or "").strip(),
            [_xml(child) for child in element])


def meaning(body: bytes, content_type: str) -> Any:
    """A body as its service reads it."""
    try:
        if "json" in content_type:
            return json.loads(body)
        if "x-www-form-urlencoded" in content_type:
            return sorted(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body)))
        if body.lstrip().startswith(b"<"):
            return _xml(ElementTree.fromstring(body))
    except (ValueError, ElementTree.ParseError):
        pass
    return body


def _url(url: str) -> Any:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc, parts.path, sorted(parts.query.split("&"))


def request_differences(service: str, expected: Sent, found: Sent) -> list[str]:
    """One line for each part in which they differ. Both refusing a call is equal, whatever the words."""
    if expected.error.startswith("MissingDependency"):
        return []  # SigV4a again, which only C++ has here
    if expected.error or found.error:
        if bool(expected.error) == bool(found.error):
            return []
        return [f"boto3: {expected.error or expected.url}", f"inia:  {found.error or found.url}"]
    lines = []
    if expected.method != found.method:
        lines.append(f"method: boto3 {expected.method}, inia {found.method}")
    if _url(expected.url) != _url(found.url):
        lines += [f"url: boto3 {expected.url}", f"     inia  {found.url}"]
    content_type = expected.headers.get("content-type", "")
    if meaning(expected.body, content_type) != meaning(found.body, content_type):
        lines += [f"body: boto3 {expected.body[:600]!r}", f"      inia  {found.body[:600]!r}"]
    same_bytes = expected.body == found.body
    for name in sorted(expected.headers.keys() | found.headers.keys()):
        if name in _OWN or name in _HTTP_LIBRARY or (name in _OF_SIGV4A and service in _SIGV4A):
            continue
        if not same_bytes and name.startswith(_OF_BYTES):
            continue
        if expected.headers.get(name) != found.headers.get(name):
            lines.append(f"{name}: boto3 {expected.headers.get(name)!r}, inia {found.headers.get(name)!r}")
    return lines
