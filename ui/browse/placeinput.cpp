#include "ui/browse/placeinput.h"

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
                                    "\u201c%1\u201d is not a place in S3. Write s3://bucket/prefix, "
                                    "bucket/prefix or arn:aws:s3:::bucket/key.")
            .arg(text);
    return makeError(ErrorKind::Parameter, "InvalidLocation", message.toStdString());
}

} // namespace

Result<S3Location> placeFromInput(const QString& text)
{
    auto place = S3Location::parse(text);
    if (!place)
        return refusal(text);
    if (!place->bucket.empty() && !canBeBucket(place->bucket))
        return refusal(text);
    return place;
}

} // namespace inia::ui
