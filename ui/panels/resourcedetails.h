#pragma once

#include "core/resource/resource.h"
#include "ui/models/resourcelayouts.h"
#include "ui/panels/resourcefacts.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QTimer>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

class QStackedLayout;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class BodyView;
class ChipSection;
class DetailsHead;
class KeyValueView;
class StateView;
class TabStrip;
class ValueFold;

// What is known of a resource besides its plain facts: tags, structures to unfold, the collections it has,
// and ways of copying it. Made anew for each resource.
class ResourceSections final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceSections)

public:
    // The services outlive the sections.
    ResourceSections(const Appearance& appearance, WindowServices& services, const Resource& resource,
                     QWidget* parent = nullptr);

private:
    void addTags(const Resource& resource);
    void addNested(const Resource& resource);
    void addReads(const Resource& resource);
    void addFold(ValueFold* fold, const Resource& resource);
    void addCollections(const Resource& resource);
    void addCopies(const Resource& resource);
    [[nodiscard]] ChipSection* add(ChipSection* section);
    [[nodiscard]] ChipSection* addSection(const QString& title);

    const Appearance& m_appearance;
    WindowServices& m_services;
};

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
    // The services outlive the page.
    ResourceSummary(const Appearance& appearance, WindowServices& services, QWidget* parent = nullptr);

    void showFacts(const std::vector<Resource>& resources, const ResourceLoading& loading);
    void showSections(const std::vector<Resource>& resources);

signals:
    void actionTriggered(const QString& id); // of the state that tells an error

private:
    void showError(const ResourceLoading& loading);
    [[nodiscard]] KeyValueSection linkSection() const;
    void followLink(const QString& key, const QString& value);

    const Appearance& m_appearance;
    WindowServices& m_services;
    ResourceLayouts m_layouts;
    std::optional<Resource> m_owner; // of the values, when it is one
    std::vector<ResourceLink> m_links;
    QVBoxLayout* m_lines;
    KeyValueView* m_facts;
    StateView* m_state;
    QWidget* m_sections = nullptr;
};

// What is known about the selected resource: identifiers, attributes, tags, and where it leads. What a
// listing did not bring is loaded when the panel is first seen with it; types that cannot be loaded, and
// resources with data, ask nothing. Of several resources it shows what they share.
class ResourceDetails final : public DetailsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceDetails)

public:
    ResourceDetails(const Appearance& appearance, WindowServices& services, QWidget* parent = nullptr);
    ~ResourceDetails() override;

    void showSelection(const Selection& selection) override { showResources(selection.resources); }
    void showResource(const Resource& resource);
    void showResources(const std::vector<Resource>& resources);
    // Loads it once more: something has changed it.
    void reload();
    void goOn() override;
    void clear() override;
    [[nodiscard]] const std::vector<Resource>& resources() const { return m_resources; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void connectParts();
    [[nodiscard]] const Resource* only() const;
    [[nodiscard]] bool mayLoad() const;
    [[nodiscard]] bool needsData() const;
    void load();
    void takeAnswer();
    void act(const QString& id);
    void refresh();
    void refreshHead();
    void refreshFacts();
    void fillJson();

    const Appearance& m_appearance;
    std::vector<Resource> m_resources;
    std::vector<Resource> m_shown; // the same without secrets
    ReplyPtr m_reply;
    std::optional<Error> m_error;
    QTimer m_loadingTimer;
    bool m_showLoading = false;

    QWidget* m_body;
    DetailsHead* m_head;
    TabStrip* m_tabs;
    ResourceSummary* m_summary;
    BodyView* m_json;
    QStackedLayout* m_pages;
};

} // namespace inia::ui
