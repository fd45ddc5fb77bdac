#pragma once

#include "core/resource/resource.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

class QStackedLayout;

namespace inia::ui {

class Appearance;
class BodyView;
class DetailsHead;
class ResourceSummary;
class TabStrip;

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
    // Loads it once more if that failed for want of a person who signs in.
    void goOn();
    void clear();
    [[nodiscard]] const std::vector<Resource>& resources() const { return m_resources; }

signals:
    void copyRequested(const QString& text);
    void showCallRequested(quint64 callId);
    void signInRequested();
    // A reference was followed.
    void resourceOpened(const inia::Resource& resource);
    // A collection of the shown resource, by its name in code.
    void collectionOpened(const inia::Resource& owner, const std::string& collection);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void connectParts();
    [[nodiscard]] const Resource* only() const;
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
