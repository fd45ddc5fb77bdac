#pragma once

#include "core/resource/resource.h"
#include "ui/models/resourcelayouts.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLayout;
class QScrollArea;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class BodyView;
class ElidedLabel;
class KeyValueView;
class StateView;
class TabStrip;
struct ResourceLink;

// What is known about the selected resource: identifiers, attributes, tags, and where it leads. What a
// listing did not bring is loaded when the panel is first seen with it; types that cannot be loaded, and
// resources with data, ask nothing. Of several resources it shows what they share.
class ResourceDetails final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourceDetails)

public:
    explicit ResourceDetails(const Appearance& appearance, QWidget* parent = nullptr);
    ~ResourceDetails() override;

    // Showing what is shown already changes nothing.
    void showResource(const Resource& resource);
    void showResources(const std::vector<Resource>& resources);
    // Loads it once more: something has changed it.
    void reload();
    void clear();
    [[nodiscard]] const std::vector<Resource>& resources() const { return m_resources; }

signals:
    void copyRequested(const QString& text);
    void showCallRequested(quint64 callId);
    // A reference was followed.
    void resourceOpened(const inia::Resource& resource);
    // A collection of the shown resource, by its name in code.
    void collectionOpened(const inia::Resource& owner, const std::string& collection);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildSummary();
    [[nodiscard]] const Resource* only() const;
    [[nodiscard]] bool needsData() const;
    void load();
    void takeAnswer();
    void act(const QString& id);
    void refresh();
    void refreshHead();
    void fillSummary();
    void fillMore();
    void fillJson();
    [[nodiscard]] QLayout* addLine(const QString& title);
    void addTags();
    void addNested();
    void addCollections();
    void addCopies();
    void followLink(const QString& key, const QString& value);
    [[nodiscard]] QString json() const;

    const Appearance& m_appearance;
    ResourceLayouts m_layouts;
    std::vector<Resource> m_resources;
    std::vector<ResourceLink> m_links;
    ReplyPtr m_reply;
    std::optional<Error> m_error;
    QTimer m_loadingTimer;

    QLabel* m_icon;
    ElidedLabel* m_name;
    ElidedLabel* m_subtitle;
    TabStrip* m_tabs;
    QScrollArea* m_summary;
    KeyValueView* m_facts = nullptr;
    QWidget* m_more = nullptr; // tags and what follows; made anew for each resource
    BodyView* m_json;
    bool m_showLoading = false;
    StateView* m_state = nullptr;
    QWidget* m_body;
    QStackedLayout* m_pages;
};

} // namespace inia::ui
