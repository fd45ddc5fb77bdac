#pragma once

#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <string>
#include <string_view>

namespace inia::conformance {

/// "what: got ... wanted ..." when the two differ, else nothing.
[[nodiscard]] std::string differs(std::string_view what, std::string_view got, std::string_view wanted);

/// Canonical texts to compare bodies by meaning; empty when the text is malformed.
[[nodiscard]] std::string canonicalXml(const QByteArray& text);
[[nodiscard]] std::string canonicalJson(const QByteArray& text);
/// The parts of a query string or form in an order that does not depend on the sender.
[[nodiscard]] std::string sortedQuery(std::string_view query);
/// The body in a form in which equal meaning is equal text, by the protocol's content type.
[[nodiscard]] std::string bodyMeaning(std::string_view protocol, const QByteArray& body);

/// The value as plain data: blobs as text, timestamps as seconds, special floats as "NaN", "Infinity" ...
[[nodiscard]] Value plainValue(const Value& value);
/// The value with {"__bytes__": base64} as blobs and {"__timestamp__": text} as timestamps.
[[nodiscard]] Value untagged(const Value& value);
/// "NaN", "Infinity" and "-Infinity" as floats where the shape wants them.
[[nodiscard]] Value typedParams(const Shape& shape, const Value& params);

/// Everything in which a request differs from an expectation {method, url, headers, body | bodyBase64} of the
/// reference run; more headers are allowed, and those that follow from the body's bytes are compared only
/// when these are the same.
[[nodiscard]] std::string requestDifference(std::string_view protocol, const HttpRequest& actual,
                                            const Value& expected);

/// {"statusCode", "headers", "body" | "bodyBase64"} as a response.
[[nodiscard]] HttpResponse responseOf(const Value& given);

} // namespace inia::conformance
