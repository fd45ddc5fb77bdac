#pragma once

#include "core/resource/resource.h"

#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;
class ChipSection;

// What is known of a resource besides its plain facts: tags, structures to unfold, the collections it has,
// and ways of copying it. Made anew for each resource.
class ResourceSections final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceSections)

public:
    ResourceSections(const Appearance& appearance, const Resource& resource, QWidget* parent = nullptr);

signals:
    void copyRequested(const QString& text);
    // A collection of the resource, by its name in code.
    void collectionOpened(const std::string& collection);

private:
    void addTags(const Resource& resource);
    void addNested(const Resource& resource);
    void addCollections(const Resource& resource);
    void addCopies(const Resource& resource);
    [[nodiscard]] ChipSection* add(ChipSection* section);
    [[nodiscard]] ChipSection* addSection(const QString& title);

    const Appearance& m_appearance;
};

} // namespace inia::ui
