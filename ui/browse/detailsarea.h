#pragma once

#include "core/resource/resource.h"
#include "core/s3/s3location.h"

#include <QtWidgets/QStackedWidget>

#include <vector>

namespace inia::ui {

class Appearance;
class DetailsPanel;
class ResourceDetails;
class StateView;

// The right side of a session: what is known about the selected thing, by a panel for each kind of thing.
class DetailsArea final : public QStackedWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsArea)

public:
    // `partition` is the session's, for ARNs.
    DetailsArea(const Appearance& appearance, std::string partition, QWidget* parent = nullptr);

    void showObject(const Resource& object, const S3Location& where, const QString& iconName);
    // A bucket or a prefix.
    void showPlace(const S3Location& place);
    // One or several of one type.
    void showResources(const std::vector<Resource>& resources);
    // A panel that a page has of its own; stays here until it is deleted.
    void showPanel(QWidget* panel);
    // Nothing is selected: says what would be shown here.
    void clear();
    // Asks again for what failed for want of a person who signs in.
    void goOn();

signals:
    void copyRequested(const QString& text);
    void showCallRequested(quint64 callId);
    void signInRequested();
    // A link in the details was followed.
    void resourceOpened(const inia::Resource& resource);
    void collectionOpened(const inia::Resource& owner, const std::string& collection);

private:
    void show(QWidget* panel);

    DetailsPanel* m_objects;
    ResourceDetails* m_resources;
    StateView* m_nothing;
};

} // namespace inia::ui
