#include "ui/models/s3listing.h"

namespace inia::ui {

Result<Collection> objectsBelow(const Resource& bucket, const std::string& prefix,
                                const std::string& startsWith)
{
    auto objects = bucket.collection("objects");
    if (!objects)
        return objects.error();
    auto params = Value::map({{"Delimiter", "/"}});
    if (const auto wanted = prefix + startsWith; !wanted.empty())
        params.insert("Prefix", wanted);
    return objects->withOperation("ListObjectsV2").filter(params);
}

} // namespace inia::ui
