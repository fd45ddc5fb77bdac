#include "ui/browse/serviceview.h"

#include "ui/commands/commandtable.h"
#include "ui/delegates/format.h"
#include "ui/delegates/headerview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/stateactions.h"
#include "ui/widgets/statusline.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int operationWidth = 300;

} // namespace

ServiceView::ServiceView(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_table(new TableView(appearance, this)),
      m_state(new StateView(appearance, this)),
      m_status(new StatusLine(appearance, this)),
      m_pages(new QStackedLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Types of resources"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->header()->resizeSection(CollectionListModel::OperationColumn,
                                     appearance.theme().px(operationWidth));
    m_table->setStretchColumn(CollectionListModel::NameColumn);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(m_pages, 1);
    all->addWidget(m_status);
    connect(m_table, &QAbstractItemView::activated, this, &ServiceView::open);
    connect(m_state, &StateView::copyRequested, this, &ServiceView::copyRequested);
    connect(m_state, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::openConsole)
            emit consoleRequested();
    });
    auto* up = new QShortcut(keysOf(CommandId::UpFromRows).value(0), m_table);
    up->setContext(Qt::WidgetShortcut);
    connect(up, &QShortcut::activated, this, &ServiceView::upRequested);
}

void ServiceView::showCollections(const Resource& service, const QString& name, const std::string& select)
{
    m_model.setCollectionsOf(service);
    StatusFacts status;
    const int types = m_model.rowCount();
    status.count = types == 1 ? tr("1 type of resource in %1").arg(name)
                              : tr("%1 types of resources in %2").arg(countText(types), name);
    m_status->setFacts(status);
    m_pages->setCurrentWidget(m_table);
    const QModelIndex index = m_model.index(m_model.rowOf(select), CollectionListModel::NameColumn);
    if (index.isValid())
        m_table->setCurrentIndex(index);
}

void ServiceView::showState(const StateContent& content, const QString& text)
{
    StatusFacts status;
    status.mark = content.danger ? StatusFacts::Mark::Warning : StatusFacts::Mark::None;
    status.count = text;
    m_status->setFacts(status);
    m_state->setContent(content);
    m_pages->setCurrentWidget(m_state);
}

void ServiceView::showNotice(const QString& text)
{
    m_status->showNotice(text);
}

void ServiceView::open(const QModelIndex& index)
{
    if (index.isValid())
        emit collectionOpened(m_model.nameAt(index.row()));
}

} // namespace inia::ui
