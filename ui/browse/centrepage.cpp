#include "ui/browse/centrepage.h"

#include "ui/panels/detailspanel.h"
#include "ui/panels/resourcedetails.h"
#include "ui/widgets/stateview.h"

namespace inia::ui {

DetailsArea::DetailsArea(const Appearance& appearance, std::string partition, QWidget* parent)
    : QStackedWidget(parent),
      m_objects(new DetailsPanel(appearance, std::move(partition))),
      m_resources(new ResourceDetails(appearance)),
      m_nothing(new StateView(appearance))
{
    addWidget(m_objects);
    addWidget(m_resources);
    addWidget(m_nothing);
    StateContent nothing;
    nothing.iconName = QStringLiteral("info");
    nothing.title = tr("Select a row to see its details");
    nothing.sentence = tr("Its attributes and tags stand here, with links to what it belongs to.");
    m_nothing->setContent(nothing);
    show(m_nothing);
    connect(m_objects, &DetailsPanel::copyRequested, this, &DetailsArea::copyRequested);
    connect(m_objects, &DetailsPanel::showCallRequested, this, &DetailsArea::showCallRequested);
    connect(m_resources, &ResourceDetails::copyRequested, this, &DetailsArea::copyRequested);
    connect(m_resources, &ResourceDetails::showCallRequested, this, &DetailsArea::showCallRequested);
    connect(m_objects, &DetailsPanel::signInRequested, this, &DetailsArea::signInRequested);
    connect(m_resources, &ResourceDetails::signInRequested, this, &DetailsArea::signInRequested);
    connect(m_resources, &ResourceDetails::resourceOpened, this, &DetailsArea::resourceOpened);
    connect(m_resources, &ResourceDetails::collectionOpened, this, &DetailsArea::collectionOpened);
}

void DetailsArea::show(QWidget* panel)
{
    setFocusProxy(panel);
    setCurrentWidget(panel);
}

void DetailsArea::showObject(const Resource& object, const S3Location& where, const QString& iconName)
{
    m_objects->showObject(object, where, iconName);
    show(m_objects);
}

void DetailsArea::showPlace(const S3Location& place)
{
    m_objects->showPlace(place);
    show(m_objects);
}

void DetailsArea::showResources(const std::vector<Resource>& resources)
{
    m_resources->showResources(resources);
    show(m_resources);
}

void DetailsArea::showPanel(QWidget* panel)
{
    if (indexOf(panel) < 0)
        addWidget(panel);
    show(panel);
}

void DetailsArea::goOn()
{
    m_objects->goOn();
    m_resources->goOn();
}

void DetailsArea::clear()
{
    m_objects->clear();
    m_resources->clear();
    show(m_nothing);
}

} // namespace inia::ui
