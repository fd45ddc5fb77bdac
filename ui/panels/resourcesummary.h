#pragma once

#include "core/resource/resource.h"
#include "ui/models/resourcelayouts.h"
#include "ui/panels/resourcefacts.h"

#include <QtWidgets/QScrollArea>

#include <optional>
#include <vector>

class QVBoxLayout;

namespace inia::ui {

class Appearance;
class KeyValueView;
class StateView;

// How far the data of a resource has been loaded.
struct ResourceLoading {
    bool isWaiting = false; // for long enough to say so
    std::optional<Error> error;
    bool hasRequest = false; // the call can be shown
};

// The first page of a resource's details: its facts, what it refers to, why it could not be loaded, and below
// that its sections. Of several resources, what they share.
class ResourceSummary final : public QScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceSummary)

public:
    explicit ResourceSummary(const Appearance& appearance, QWidget* parent = nullptr);

    void showFacts(const std::vector<Resource>& resources, const ResourceLoading& loading);
    void showSections(const std::vector<Resource>& resources);

signals:
    void copyRequested(const QString& text);
    void actionTriggered(const QString& id); // of the state that tells an error
    // A reference was followed.
    void resourceOpened(const inia::Resource& resource);
    // A collection of the resource, by its name in code.
    void collectionOpened(const std::string& collection);

private:
    void showError(const ResourceLoading& loading);
    [[nodiscard]] KeyValueSection linkSection() const;
    void followLink(const QString& key, const QString& value);

    const Appearance& m_appearance;
    ResourceLayouts m_layouts;
    std::vector<ResourceLink> m_links;
    QVBoxLayout* m_lines;
    KeyValueView* m_facts;
    StateView* m_state;
    QWidget* m_sections = nullptr;
};

} // namespace inia::ui
