#include "ui/browse/placeinput.h"

#include "ui/browse/consolepage.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace inia::ui {

namespace {

// Letters of either case and underscores were allowed once, and compatible services still have such buckets.
bool canBeBucket(const std::string& name)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == '_';
    };
    return name.size() >= 3 && name.size() <= 255 && std::all_of(name.begin(), name.end(), allowed);
}

Error refusal(const QString& text)
{
    const QString message =
        QCoreApplication::translate("PlaceInput",
                                    "\u201c%1\u201d is not a place. Write s3://bucket/prefix, bucket/prefix, "
                                    "arn:aws:s3:::bucket/key or service://collection/identifier, such as "
                                    "ec2://instances/i-1.")
            .arg(text);
    return makeError(ErrorKind::Parameter, "InvalidLocation", message.toStdString());
}

} // namespace

Result<Place> placeFromInput(const QString& text, const std::vector<std::string>& services)
{
    std::string wanted = text.trimmed().toStdString();
    // A slash at the end says nothing where there are no prefixes.
    if (!wanted.starts_with("s3://") && wanted.find("://") != std::string::npos && wanted.ends_with('/') &&
        !wanted.ends_with("://"))
        wanted.pop_back();
    const auto place = Place::parse(wanted);
    if (!place)
        return refusal(text);
    const S3Location* s3 = place->s3();
    const bool possible = s3 ? s3->bucket.empty() || canBeBucket(s3->bucket)
                             : ConsolePage::isFor(*place) || std::find(services.begin(), services.end(),
                                                                       place->service()) != services.end();
    return possible ? place : refusal(text);
}

} // namespace inia::ui
