#include "core/call/useragent.h"

#include "core/config/clientconfig.h"
#include "core/config/environment.h"
#include "core/text/ascii.h"

#include <QtCore/QSysInfo>
#include <QtCore/QtGlobal>

#include <algorithm>

namespace inia {

namespace {

/// Anything but token characters becomes "-", so that no value can break out of its place.
std::string token(std::string text, std::string_view more = {})
{
    std::replace_if(
        text.begin(), text.end(),
        [more](char c) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            return !plain && std::string_view("!$%&'*+-.^_`|~,").find(c) == std::string_view::npos &&
                   more.find(c) == std::string_view::npos;
        },
        '-');
    return text;
}

std::string component(std::string_view prefix, const std::string& name, const std::string& value = {})
{
    auto text = " " + std::string(prefix) + "/" + token(name, "#");
    return value.empty() ? text : text + "#" + token(value, "#");
}

/// The families the format knows; anything else is "other" with its own name behind it.
std::string operatingSystem(const UserAgentFacts& facts)
{
    const auto family = ascii::lowered(facts.osFamily);
    if (family == "darwin" || family == "macos")
        return component("os", "macos", facts.osVersion);
    if (family == "linux" || family == "windows")
        return component("os", family, facts.osVersion);
    return component("os", "other") + (family.empty() ? "" : component("md", family, facts.osVersion));
}

/// As many ids as have room, whole.
std::string featureList(const FeatureSet& features)
{
    constexpr std::size_t longest = 1024;
    std::string text;
    for (const auto feature : features) {
        const auto id = featureId(feature);
        if (text.size() + id.size() + 4 > longest)
            break;
        text.append(text.empty() ? " m/" : ",").append(id);
    }
    return text;
}

std::string_view retryModeName(RetryMode mode)
{
    switch (mode) {
    case RetryMode::Legacy:
        return "legacy";
    case RetryMode::Standard:
        return "standard";
    case RetryMode::Adaptive:
        return "adaptive";
    }
    return {};
}

} // namespace

UserAgentFacts userAgentFacts(const Environment& environment, const ClientConfig& config)
{
    UserAgentFacts facts;
    facts.product = "Inia/" INIA_VERSION;
    facts.osFamily = QSysInfo::kernelType().toStdString();
    facts.osVersion = QSysInfo::kernelVersion().toStdString();
    facts.architecture = QSysInfo::currentCpuArchitecture().toStdString();
    facts.language = "c++#20";
    facts.toolkit = std::string("qt#") + qVersion();
    facts.executionEnvironment = environment.find("AWS_EXECUTION_ENV").value_or("");
    facts.retryMode = retryModeName(config.retryMode);
    facts.appId = config.userAgentAppId;
    return facts;
}

std::string userAgent(const UserAgentFacts& facts, const FeatureSet& features)
{
    auto text = token(facts.product, "/") + component("ua", "2.1") + operatingSystem(facts) +
                component("md", "arch", facts.architecture) + component("lang", facts.language) +
                component("md", facts.toolkit);
    if (!facts.executionEnvironment.empty())
        text += component("exec-env", facts.executionEnvironment);
    text += featureList(features);
    text += component("cfg", "retry-mode", facts.retryMode);
    if (!facts.appId.empty())
        text += " app/" + token(facts.appId);
    for (const auto& library : facts.libraries)
        text += component("lib", library);
    if (!facts.extra.empty())
        text += " " + facts.extra;
    return text;
}

} // namespace inia
