#include "ui/preview/objecttabs.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

void PreviewTarget::showIn(PreviewView& view) const
{
    if (storageClass == "STANDARD_IA" || storageClass == "ONEZONE_IA" || storageClass == "GLACIER_IR")
        view.offer(object(), PreviewView::tr("Reading this object is charged for"),
                   PreviewView::tr("Storage class %1 has a fee for each byte that is read. A preview begins "
                                   "with the first 256 KB.")
                       .arg(toOneLine(storageClass)));
    else
        view.open(object());
}

PreviewWindow::PreviewWindow(const Appearance& appearance, WindowServices& services, QWidget* parent)
    : QDialog(parent), m_appearance(appearance), m_view(new PreviewView(appearance, services, this))
{
    setWindowFlags(windowFlags() | Qt::WindowMaximizeButtonHint);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_view);
    resize(appearance.theme().px(920), appearance.theme().px(640));
    connect(m_view, &PreviewView::leaving, this, &QDialog::reject);
    connect(this, &QDialog::finished, m_view, &PreviewView::close);
}

void PreviewWindow::showObject(const PreviewTarget& target)
{
    setWindowTitle(QStringLiteral("%1 \u2014 %2")
                       .arg(toOneLine(target.where.lastPart()), toOneLine(target.where.bucket)));
    target.showIn(*m_view);
    show();
    raise();
    activateWindow();
    m_view->setFocus(Qt::OtherFocusReason);
}

void PreviewWindow::keyPressEvent(QKeyEvent* event)
{
    // These would press whatever button there is.
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        QDialog::keyPressEvent(event);
}

ObjectTabs::ObjectTabs(const Appearance& appearance, WindowServices& services, DetailsView* summary,
                       QWidget* parent)
    : DetailsView(services, parent),
      m_appearance(appearance),
      m_bar(new QWidget(this)),
      m_tabs(new SegmentedControl(appearance,
                                  {tr("Summary"), tr("Preview"), tr("Versions"), tr("Properties")}, m_bar,
                                  SegmentedControl::Size::Dock)),
      m_pages(new QStackedLayout),
      m_summary(summary),
      m_preview(new PreviewView(appearance, services, this)),
      m_versions(new VersionsPane(appearance, services, this)),
      m_properties(new PropertiesPane(appearance, services, this))
{
    const Theme& theme = appearance.theme();
    m_bar->setFixedHeight(theme.sizes().filterRow);
    auto* line = new QHBoxLayout(m_bar);
    line->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    line->addWidget(m_tabs);
    line->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_bar);
    all->addLayout(m_pages, 1);
    m_pages->addWidget(m_summary);
    m_pages->addWidget(m_preview);
    m_pages->addWidget(m_versions);
    m_pages->addWidget(m_properties);
    connect(m_tabs, &SegmentedControl::currentChanged, this, [this] { refresh(true); });
    connect(m_versions, &VersionsPane::previewRequested, this, [this](const ObjectVersion& version) {
        PreviewTarget target = *m_target;
        target.size = version.size;
        target.storageClass = version.storageClass;
        target.version = version.id;
        m_preview->close();
        m_tabs->setCurrentIndex(int(Tab::Preview));
        m_pages->setCurrentWidget(m_preview);
        setFocusProxy(m_preview);
        target.showIn(*m_preview);
    });
    connect(&services, &WindowServices::objectsChanged, this, [this](const std::string& bucket) {
        if (!m_target || m_target->where.bucket != bucket)
            return;
        m_versions->setObject(m_target);
        m_properties->reload();
        m_summary->clear();
        m_summary->showSelection(m_selection);
        refresh(false);
    });
    clearObject();
}

void ObjectTabs::showSelection(const Selection& selection)
{
    m_selection = selection;
    m_summary->showSelection(selection);
    if (selection.resources.size() == 1 && selection.place.s3() && !selection.place.s3()->prefix.empty())
        setObject({selection.resources.front().client(), *selection.place.s3(),
                   selection.known["Size"].toInt(-1), selection.known["StorageClass"].text(),
                   selection.known["VersionId"].text()});
    else
        clearObject();
}

void ObjectTabs::clear()
{
    m_summary->clear();
    clearObject();
}

void ObjectTabs::goOn()
{
    m_summary->goOn();
    m_preview->goOn();
    m_versions->goOn();
    m_properties->goOn();
}

void ObjectTabs::setObject(const PreviewTarget& target)
{
    if (m_target && m_target->where == target.where && m_target->version == target.version)
        return;
    m_preview->close();
    m_target = target;
    m_versions->setObject(target);
    m_properties->setObject(target);
    m_bar->show();
    refresh(false);
}

void ObjectTabs::clearObject()
{
    m_preview->close();
    m_target.reset();
    m_versions->setObject(std::nullopt);
    m_properties->setObject(std::nullopt);
    m_bar->hide();
    m_pages->setCurrentWidget(m_summary);
    setFocusProxy(m_summary);
}

void ObjectTabs::showPreview(bool isPreview)
{
    showTab(isPreview ? Tab::Preview : Tab::Summary);
}

void ObjectTabs::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(int(tab));
    refresh(true);
}

// Walking through rows with the preview open does not load each of them.
void ObjectTabs::refresh(bool isAsked)
{
    const Tab tab = m_target ? Tab(m_tabs->currentIndex()) : Tab::Summary;
    const bool isPreview = tab == Tab::Preview;
    QWidget* const pages[] = {m_summary, m_preview, m_versions, m_properties};
    QWidget* page = pages[int(tab)];
    m_pages->setCurrentWidget(page);
    setFocusProxy(page);
    if (tab == Tab::Versions && isVisible())
        m_versions->load();
    if (!isPreview || m_preview->isOpen())
        return;
    if (isAsked)
        m_target->showIn(*m_preview);
    else
        m_preview->offer(m_target->object(), PreviewView::tr("Not loaded"),
                         PreviewView::tr("A preview begins with the first 256 KB of the object."));
}

void ObjectTabs::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh(false);
}

void ObjectTabs::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Token::Surface));
    if (m_bar->isVisible())
        drawHairline(painter, QRect(0, m_bar->geometry().bottom(), width(), 1), theme.color(Token::Border));
}

} // namespace inia::ui
