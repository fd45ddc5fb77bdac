#pragma once

#include "core/model/servicemodel.h"
#include "tests/conformance/suite.h"

#include <memory>

namespace inia::conformance {

/// One case of the protocol suites with the small service it belongs to.
struct ProtocolCase {
    std::string id; ///< "rest-xml/BodyWithXmlName", or by position when it has no id
    Value group;
    Value data;

    [[nodiscard]] std::string protocol() const { return group["metadata"]["protocol"].text(); }
    [[nodiscard]] std::string operationName() const;
    /// The group, and the case as "case".
    [[nodiscard]] Value description() const;
    /// The group's model with this case's operation as its only one.
    [[nodiscard]] std::shared_ptr<const ServiceModel> model() const;
};

/// All cases of the files in one folder, such as "protocols/legacy/input".
[[nodiscard]] std::vector<ProtocolCase> protocolCases(SuiteRun& run, const QString& folder);

} // namespace inia::conformance
