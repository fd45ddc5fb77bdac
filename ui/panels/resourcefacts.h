#pragma once

#include "core/resource/resource.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/models/resourcelayouts.h"

#include <vector>

namespace inia::ui {

// What is known of resources, as parts of a details panel.

// Identifiers, the scalar attributes, those that tables show first, and attributes that are maps of texts. Of
// several resources the values they share; the others say "(multiple)". Attributes that are absent make no
// row. Nothing of more than 200, or of several types.
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
// Where the known data leads: the references of the definition that have a value.
[[nodiscard]] std::vector<ResourceLink> resourceLinks(const Resource& resource);

} // namespace inia::ui
