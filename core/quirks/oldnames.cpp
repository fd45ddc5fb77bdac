#include "core/quirks/oldnames.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

struct OldName {
    std::string_view service;
    std::string_view old;
    std::string_view current;
};

constexpr std::array<OldName, 7> oldNames{{
    {"mturk", "list_hi_ts_for_qualification_type", "list_hits_for_qualification_type"},
    {"socialmessaging", "delete_whatsapp_media_message", "delete_whatsapp_message_media"},
    {"cloudwatch", "get_o_tel_enrichment", "get_otel_enrichment"},
    {"cloudwatch", "start_o_tel_enrichment", "start_otel_enrichment"},
    {"cloudwatch", "stop_o_tel_enrichment", "stop_otel_enrichment"},
    {"cloudwatch", "update_o_tel_enrichment", "update_otel_enrichment"},
    {"signin", "create_o_auth2_token", "create_oauth2_token"},
}};

} // namespace

std::string_view currentServiceName(std::string_view name)
{
    return name == "runtime.sagemaker" ? "sagemaker-runtime" : name;
}

OperationModel findOperation(const ServiceModel& model, std::string_view name)
{
    const auto known = std::find_if(oldNames.begin(), oldNames.end(), [&](const OldName& entry) {
        return entry.service == model.name() && entry.old == name;
    });
    return model.operation(known == oldNames.end() ? name : known->current);
}

} // namespace inia
