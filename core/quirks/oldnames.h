#pragma once

#include "core/model/servicemodel.h"

#include <string_view>

namespace inia {

/// The client's present name for one it once had ("runtime.sagemaker"); every other name unchanged.
[[nodiscard]] std::string_view currentServiceName(std::string_view name);

/// ServiceModel::operation(), which also finds operations by the method names that botocore gave them
/// before its rule for names changed ("get_o_tel_enrichment").
[[nodiscard]] OperationModel findOperation(const ServiceModel& model, std::string_view name);

} // namespace inia
