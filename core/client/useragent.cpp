#include "core/client/useragent.h"

#include <QtCore/QSysInfo>
#include <QtCore/QtGlobal>

#include <algorithm>

namespace inia {

namespace {

/// Anything but token characters becomes "-", so that no value can break out of its place.
std::string token(std::string text)
{
    std::replace_if(
        text.begin(), text.end(),
        [](char c) {
            const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            return !plain && std::string_view("!$%&'*+-.^_`|~,").find(c) == std::string_view::npos;
        },
        '-');
    return text;
}

} // namespace

std::string userAgent(const std::string& retryMode, const std::string& appId)
{
    constexpr std::size_t longest = 1024;
    std::string text = "Inia/" INIA_VERSION " ua/2.1 os/" + token(QSysInfo::kernelType().toStdString()) +
                       "#" + token(QSysInfo::kernelVersion().toStdString()) + " md/arch#" +
                       token(QSysInfo::currentCpuArchitecture().toStdString()) + " lang/c++#20 md/qt#" +
                       qVersion() + " cfg/retry-mode#" + retryMode;
    if (!appId.empty())
        text += " app/" + token(appId);
    return text.substr(0, longest);
}

} // namespace inia
