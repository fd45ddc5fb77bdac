#pragma once

#include "core/model/value.h"

#include <QtCore/QString>

#include <memory>
#include <string>

namespace inia {
class ServiceModel;
}

namespace inia::tests {

/// A JSON file as a value; null when it is not there or not JSON.
[[nodiscard]] Value readJsonFile(const QString& path);

/// The value with {"__bytes__": base64} as blobs and {"__timestamp__": text} as timestamps.
[[nodiscard]] Value untagged(const Value& value);

/// A file of the conformance data.
[[nodiscard]] QString conformancePath(const QString& relative);

/// The newest service-2.json of a service in the unpacked botocore (INIA_BOTOCORE_DIR); null without it.
[[nodiscard]] std::shared_ptr<const ServiceModel> botocoreModel(const std::string& service);
[[nodiscard]] bool hasBotocore();

/// A service model made of the pieces of a service-2.json.
[[nodiscard]] std::shared_ptr<const ServiceModel> modelFromValue(const Value& description);

} // namespace inia::tests
