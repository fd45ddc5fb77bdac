#pragma once

#include "core/resource/resource.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/models/resourcelayouts.h"

#include <QtCore/QString>

#include <vector>

namespace inia::ui {

// What of a resource is put on the clipboard.

// Its last identifier, exactly; empty for a resource without one.
[[nodiscard]] QString identifierText(const Resource& resource);

// The resource's own ARN where the data or its identifiers say it; empty otherwise.
[[nodiscard]] std::string arnOf(const Resource& resource);

// Identifiers and data as one value, for the JSON page and the clipboard.
[[nodiscard]] Value wholeValue(const Resource& resource);

// The same as indented JSON.
[[nodiscard]] QString resourceJson(const Resource& resource);

// What is known of resources, as parts of a details panel.

// Of more there are no facts: no two have the same.
inline constexpr std::size_t mostCompared = 200;

// Identifiers, the scalar attributes, those that tables show first, and attributes that are maps of texts. Of
// several resources the values they share; the others say "(multiple)". Attributes that are absent make no
// row. Nothing of more than mostCompared, or of several types.
// `layouts` tell what tables show, and the health of states.
[[nodiscard]] std::vector<KeyValueSection> resourceSections(const std::vector<Resource>& resources,
                                                            const ResourceLayouts& layouts = {});

// The other attributes that are lists or structures, but for the tags; in the order of the models.
[[nodiscard]] std::vector<std::pair<QString, Value>> nestedAttributes(const Resource& resource);

// A resource that another one refers to.
struct ResourceLink {
    QString name; // "VPC", "Subnet"
    Resource target;
};
// A read of a resource, or a fact of a service, that asks nothing of a person and reveals no secret.
struct DetailRead {
    std::string action; // as the resource calls it
    QString title;      // "Function concurrency", "Tags"
};
// Those of what was inferred, in the order of the definitions. Tags are left out where the data has them.
[[nodiscard]] std::vector<DetailRead> detailReads(const Resource& resource);

// ARNs and ids among the values of its data, each once, the first two dozen; none that names the resource.
[[nodiscard]] std::vector<std::string> linksOf(const Resource& resource);

// Where the known data leads: the references of the definition that have a value.
[[nodiscard]] std::vector<ResourceLink> resourceLinks(const Resource& resource);

} // namespace inia::ui
