#include "core/credentials/keyexpiry.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

#include <algorithm>
#include <string_view>

namespace inia {

std::optional<KeyExpiry> parseKeyExpiry(const std::string& text)
{
    QString written = QString::fromStdString(text).trimmed();
    bool isNumber = false;
    if (const double seconds = written.toDouble(&isNumber); isNumber) {
        constexpr double latest = 253'402'300'799; // the end of the year 9999
        if (seconds < 0 || seconds > latest)
            return std::nullopt;
        return KeyExpiry(std::chrono::seconds(static_cast<std::int64_t>(seconds)));
    }
    if (written.size() > 10 && written.at(10) == QLatin1Char(' '))
        written[10] = QLatin1Char('T');
    for (const auto* zone : {" UTC", "UTC", " GMT"}) {
        if (written.endsWith(QLatin1String(zone)))
            written =
                written.chopped(static_cast<qsizetype>(std::string_view(zone).size())) + QLatin1Char('Z');
    }
    written.remove(QLatin1Char(' ')); // in front of a zone
    QDateTime time = QDateTime::fromString(written, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), Qt::UTC);
    return KeyExpiry(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

std::string keyExpiryText(KeyExpiry expiry)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(expiry.time_since_epoch());
    return QDateTime::fromSecsSinceEpoch(seconds.count(), Qt::UTC).toString(Qt::ISODate).toStdString();
}

std::optional<KeyExpiryNote> keyExpiryNote(const ConfigSection& profile)
{
    static constexpr std::string_view names[]{"x_security_token_expires",
                                              "aws_credential_expiration",
                                              "aws_expiration",
                                              "aws_session_expiration",
                                              "aws_session_token_expires",
                                              "aws_security_token_expires",
                                              "aws_token_expiration",
                                              "token_expiration",
                                              "expiration",
                                              "expires_at"};
    for (const auto name : names) {
        const ConfigValue* value = profile.find(name);
        if (const auto expiry = value != nullptr ? parseKeyExpiry(value->text) : std::nullopt)
            return KeyExpiryNote{*expiry, std::string(name) + ", " + value->place()};
    }
    return std::nullopt;
}

std::string keysWarning(const Environment& environment, const ConfigFiles& files,
                        const ProfileSelection& selection, std::chrono::system_clock::time_point now)
{
    const auto warning = [now](const std::string& keys, KeyExpiry expiry, const std::string& place) {
        return expiry > now ? std::string()
                            : "The keys of " + keys + " expired at " + keyExpiryText(expiry) + " (" + place +
                                  "); sign in again, or remove that note if the keys are newer.";
    };
    if (!selection.isExplicit && environment.find("AWS_ACCESS_KEY_ID")) {
        const char* variable = "AWS_CREDENTIAL_EXPIRATION";
        const auto expiry = parseKeyExpiry(environment.find(variable).value_or(""));
        return expiry ? warning("the environment", *expiry, variable) : std::string();
    }
    for (const Profile* profile :
         {files.credentialsFileProfile(selection.name), files.configFileProfile(selection.name)}) {
        if (profile == nullptr || profile->text("aws_access_key_id").empty())
            continue;
        const auto note = keyExpiryNote(*profile);
        return note ? warning("profile \"" + selection.name + '"', note->expiry, note->place) : std::string();
    }
    return {};
}

} // namespace inia
