#include "ui/panels/inspectorpanel.h"

#include "ui/delegates/calldelegate.h"
#include "ui/delegates/format.h"
#include "ui/delegates/headerview.h"
#include "ui/models/displaytext.h"
#include "ui/models/exchangepresentation.h"
#include "ui/panels/calldetail.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/toolbutton.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>

namespace inia::ui {

namespace {

constexpr int footDelayMs = 100;
constexpr int filterWidth = 250;
constexpr int minListWidth = 300;
constexpr int minDetailWidth = 240;
// A narrower list does without these columns, the least telling first.
constexpr int waterfallNeeds = 760;
constexpr int causeNeeds = 600;
constexpr int sizeNeeds = 480;
constexpr int timeNeeds = 420;
// Service, operation, cause, status, size, time; the waterfall takes the rest.
constexpr std::array<int, 6> exchangeColumnWidths{104, 200, 104, 150, 66, 60};

} // namespace

InspectorPanel::InspectorPanel(const Appearance& appearance, std::shared_ptr<ExchangeLog> log,
                               const std::shared_ptr<const Clock>& clock, QWidget* parent)
    : DockPage(appearance, parent),
      m_log(std::move(log)),
      m_model(m_log, clock),
      m_proxy(clock),
      m_origin(new SegmentedControl(appearance, {tr("All"), tr("Yours"), tr("Background")}, this,
                                    SegmentedControl::Size::Dock)),
      m_filter(new QLineEdit(this)),
      m_record(new ToolButton(appearance, QStringLiteral("record"), tr("Stop recording"),
                              Qt::CTRL | Qt::Key_E, this)),
      m_list(new TreeView(appearance, TreeView::Look::Rows, new CallDelegate(appearance), this)),
      m_detail(new CallDetail(appearance, this))
{
    m_proxy.setSourceModel(&m_model);
    buildList();
    buildTools();
    const Theme& theme = appearance.theme();
    m_detail->setMinimumWidth(theme.px(minDetailWidth));
    setBody(newBody(m_list, theme.px(minListWidth), m_detail, theme.sizes().inspectorDetail));
    setFocusProxy(m_list);
    connectLog();
    refreshFoot();
}

void InspectorPanel::buildTools()
{
    m_filter->setPlaceholderText(tr("service: operation: status: slower-than:\u2026"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter calls"));
    m_filter->addAction(appearance().icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setFixedWidth(appearance().theme().px(filterWidth));
    m_record->setMeaning(QStringLiteral("record"), tr("Stop recording"), Token::Danger);
    auto* clear =
        new ToolButton(appearance(), QStringLiteral("clear"), tr("Forget all finished calls"), {}, this);
    for (QWidget* tool : std::initializer_list<QWidget*>{m_origin, m_filter, m_record, clear})
        addTool(tool);
    addCloseTool(tr("Close the inspector"));
    connect(m_origin, &SegmentedControl::currentChanged, this, [this](int index) {
        m_proxy.setOrigin(static_cast<ExchangeFilterProxy::Origin>(index));
        m_footTimer.start();
    });
    connect(m_filter, &QLineEdit::textChanged, this, &InspectorPanel::applyFilter);
    connect(m_record, &QToolButton::clicked, this, &InspectorPanel::toggleRecording);
    connect(clear, &QToolButton::clicked, m_log.get(), &ExchangeLog::clear);
}

void InspectorPanel::buildList()
{
    const Theme& theme = appearance().theme();
    m_list->setModel(&m_proxy);
    m_list->setAccessibleName(tr("Calls"));
    HeaderView* header = m_list->showHeader();
    header->setStretchLastSection(false);
    for (int column = 0; column < static_cast<int>(exchangeColumnWidths.size()); ++column)
        header->resizeSection(column, theme.px(exchangeColumnWidths[static_cast<std::size_t>(column)]));
    m_list->installEventFilter(this);
    fitColumns();
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InspectorPanel::showSelected);
}

void InspectorPanel::fitColumns()
{
    const Theme& theme = appearance().theme();
    const auto show = [&](int column, int needs) {
        m_list->setColumnHidden(column, m_list->width() < theme.px(needs));
    };
    show(ExchangeLogModel::WaterfallColumn, waterfallNeeds);
    show(ExchangeLogModel::CauseColumn, causeNeeds);
    show(ExchangeLogModel::SizeColumn, sizeNeeds);
    show(ExchangeLogModel::TimeColumn, timeNeeds);
    const bool wide = !m_list->isColumnHidden(ExchangeLogModel::WaterfallColumn);
    if (wide)
        m_list->header()->resizeSection(ExchangeLogModel::OperationColumn,
                                        theme.px(exchangeColumnWidths[ExchangeLogModel::OperationColumn]));
    m_list->setStretchColumn(wide ? ExchangeLogModel::WaterfallColumn : ExchangeLogModel::OperationColumn);
}

bool InspectorPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void InspectorPanel::connectLog()
{
    m_footTimer.setSingleShot(true);
    m_footTimer.setInterval(footDelayMs);
    connect(&m_footTimer, &QTimer::timeout, this, &InspectorPanel::refreshFoot);
    const auto later = [this] {
        if (!m_footTimer.isActive())
            m_footTimer.start();
    };
    connect(m_log.get(), &ExchangeLog::added, this, later);
    connect(m_log.get(), &ExchangeLog::updated, this, later);
    connect(m_log.get(), &ExchangeLog::removedOldest, this, later);
    connect(m_log.get(), &ExchangeLog::cleared, this, later);
    connect(m_log.get(), &ExchangeLog::updated, this, [this](quint64 id) {
        if (id == m_detail->callId())
            m_detail->refresh();
    });
    connect(&m_proxy, &QAbstractItemModel::rowsAboutToBeInserted, this, &InspectorPanel::followNewest);
    connect(m_detail, &CallDetail::copyRequested, this, &InspectorPanel::copyRequested);
}

// Only while the newest call is in sight: who reads further up must not lose the place.
void InspectorPanel::followNewest()
{
    const QScrollBar* bar = m_list->verticalScrollBar();
    if (bar->value() >= bar->maximum())
        QMetaObject::invokeMethod(m_list, &QTreeView::scrollToBottom, Qt::QueuedConnection);
}

void InspectorPanel::applyFilter()
{
    const auto applied = m_proxy.setFilterText(m_filter->text());
    m_filter->setToolTip(applied ? QString() : toQString(applied.error().message));
    refreshFoot();
    if (!applied)
        setFoot({}, toQString(applied.error().message));
}

void InspectorPanel::toggleRecording()
{
    m_log->setRecording(!m_log->isRecording());
    const bool on = m_log->isRecording();
    m_record->setMeaning(on ? QStringLiteral("record") : QStringLiteral("stop"),
                         on ? tr("Stop recording") : tr("Record calls"), on ? Token::Danger : Token::Text2);
}

void InspectorPanel::refreshFoot()
{
    qint64 attempts = 0;
    qint64 bytes = 0;
    qint64 failed = 0;
    const int calls = m_proxy.rowCount();
    for (int row = 0; row < calls; ++row) {
        const auto call = m_proxy.call(m_proxy.index(row, 0));
        attempts += static_cast<qint64>(call->attempts.size());
        bytes += call->receivedBytes();
        failed += callOutcome(*call) == Outcome::Failed ? 1 : 0;
    }
    const auto counted = [](qint64 count, const QString& one, const QString& many) {
        return count == 1 ? one : many.arg(countText(count));
    };
    const QStringList facts{counted(calls, tr("1 call"), tr("%1 calls")),
                            counted(attempts, tr("1 attempt"), tr("%1 attempts")), sizeText(bytes)};
    setFoot(facts, failed == 0 ? QString() : tr("%1 failed").arg(countText(failed)));
    emit countChanged(static_cast<qint64>(m_log->size()));
}

bool InspectorPanel::isSettled() const
{
    return !m_footTimer.isActive();
}

void InspectorPanel::showSelected(const QModelIndex& index)
{
    // What the detail shows is marked in the list, even when only the keyboard focus made it current.
    if (index.isValid() && !m_list->selectionModel()->isRowSelected(index.row(), index.parent()))
        m_list->selectionModel()->select(index,
                                         QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const QModelIndex source = m_proxy.mapToSource(index);
    m_detail->showCall(m_model.call(source), m_model.attempt(source));
}

void InspectorPanel::showCall(quint64 id)
{
    const QModelIndex source = m_model.indexOf(id);
    if (!source.isValid())
        return;
    if (!m_proxy.mapFromSource(source).isValid()) {
        m_filter->clear();
        m_origin->setCurrentIndex(0);
        m_proxy.setOrigin(ExchangeFilterProxy::Origin::All);
    }
    const QModelIndex index = m_proxy.mapFromSource(source);
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
    m_detail->setPage(CallDetail::Page::Response);
}

} // namespace inia::ui
