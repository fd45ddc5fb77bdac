#pragma once

#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <QtCore/QString>

#include <memory>
#include <string>
#include <vector>

namespace inia::tests {

/// One case of the protocol suites with the small service it belongs to.
struct ProtocolCase {
    std::string file; ///< "input/rest-xml.json"
    std::string id;
    Value group;
    Value data;

    [[nodiscard]] std::string protocol() const { return group["metadata"]["protocol"].text(); }
    /// The group's model with this case's operation as its only one.
    [[nodiscard]] std::shared_ptr<const ServiceModel> model() const;
    [[nodiscard]] std::string operationName() const;
    /// Why this case is not run; empty when it is.
    [[nodiscard]] std::string skipReason() const;
};

/// All cases of the files in one folder below protocols/, such as "legacy/input".
[[nodiscard]] std::vector<ProtocolCase> protocolCases(const std::string& folder);

/// The suites write blobs as text and the special floats as "NaN", "Infinity", "-Infinity": these give the
/// parameters their types, and take the types out of a result.
[[nodiscard]] Value typedParams(const Shape& shape, const Value& params);
[[nodiscard]] Value plainResult(const Value& value);

/// Canonical texts to compare bodies by meaning; empty when the text is malformed.
[[nodiscard]] std::string canonicalXml(const QByteArray& text);
[[nodiscard]] std::string canonicalJson(const QByteArray& text);

} // namespace inia::tests
