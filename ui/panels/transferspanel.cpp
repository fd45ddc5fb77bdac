#include "ui/panels/transferspanel.h"

#include "ui/delegates/headerview.h"
#include "ui/delegates/transferdelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfertexts.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/toolbutton.h"

#include <QtCore/QFileInfo>
#include <QtGui/QActionGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <array>

namespace inia::ui {

namespace {

constexpr int factsWidth = 330;
constexpr int minFactsWidth = 240;
constexpr int keyWidth = 90;
// Progress, size, speed, time left, state, session; the name takes the rest.
constexpr std::array<int, 6> columnWidths{136, 206, 80, 72, 124, 110};
// A narrower list does without the session.
constexpr int sessionNeeds = 860;
constexpr std::array<qint64, 8> bandwidths{0,       256 << 10, 512 << 10,        1 << 20,
                                           2 << 20, 5 << 20,   qint64(10) << 20, qint64(50) << 20};

bool canPause(const TransferJob& job)
{
    return job.state == TransferJob::State::Running;
}

bool canResume(const TransferJob& job)
{
    return job.state != TransferJob::State::Running && job.state != TransferJob::State::Succeeded;
}

bool canCancel(const TransferJob& job)
{
    return !job.isFinished();
}

bool isAny(const TransferJob&)
{
    return true;
}

bool isLocal(const TransferJob& job)
{
    return !job.folder.isEmpty();
}

} // namespace

TransfersPanel::TransfersPanel(const Appearance& appearance, TransferQueue& queue,
                               std::shared_ptr<BandwidthLimit> bandwidth, std::shared_ptr<const Clock> clock,
                               QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_queue(queue),
      m_bandwidth(std::move(bandwidth)),
      m_model(queue, std::move(clock)),
      m_tabs(new TabStrip(appearance, this)),
      m_table(new TableView(appearance, this)),
      m_facts(new KeyValueView(appearance, tr("About the transfer"), keyWidth, this)),
      m_error(new TextLabel(appearance, FontRole::Data, Token::Danger, {}, this)),
      m_empty(new StateView(appearance, this)),
      m_pages(new QStackedLayout),
      m_foot(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this))
{
    buildTable();
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 1, 0, 0);
    all->setSpacing(0);
    all->addWidget(buildHead());
    m_pages->addWidget(buildBody());
    m_pages->addWidget(m_empty);
    all->addLayout(m_pages, 1);
    m_empty->setContent({QStringLiteral("download"),
                         false,
                         tr("No transfers"),
                         tr("Drop files on the objects of a bucket, or download some of them."),
                         {},
                         {}});
    setFocusProxy(m_table);
    connect(&m_model, &TransferModel::refreshed, this, &TransfersPanel::refresh);
    connect(m_facts, &KeyValueView::copyRequested, this, &TransfersPanel::copyRequested);
    refresh();
}

void TransfersPanel::buildTable()
{
    const Theme& theme = m_appearance.theme();
    auto* delegate = new TransferDelegate(m_appearance, m_table);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Transfers"));
    m_table->setItemDelegateForColumn(TransferModel::ProgressColumn, delegate);
    m_table->setItemDelegateForColumn(TransferModel::StateColumn, delegate);
    m_table->header()->setSectionsClickable(false);
    for (std::size_t i = 0; i < columnWidths.size(); ++i)
        m_table->header()->resizeSection(static_cast<int>(i) + 1, theme.px(columnWidths[i]));
    m_table->setStretchColumn(TransferModel::NameColumn);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &TransfersPanel::showMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TransfersPanel::refresh);
}

ToolButton* TransfersPanel::addButton(QLayout* line, const QString& icon, const QString& text,
                                      Command command)
{
    auto* button = new ToolButton(m_appearance, icon, text, {}, this);
    line->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, command] { act(command); });
    return button;
}

QWidget* TransfersPanel::buildHead()
{
    const Theme& theme = m_appearance.theme();
    auto* head = new QWidget(this);
    head->setFixedHeight(theme.px(36));
    auto* line = new QHBoxLayout(head);
    line->setContentsMargins(theme.px(12), 0, theme.px(8), 0);
    line->setSpacing(theme.px(6));
    line->addWidget(m_tabs);
    line->addStretch(1);
    m_pause = addButton(line, QStringLiteral("pause"), tr("Pause"), &TransferQueue::pause);
    m_resume = addButton(line, QStringLiteral("play"), tr("Resume or try again"), &TransferQueue::resume);
    m_cancel = addButton(line, QStringLiteral("stop"), tr("Cancel transfer"), &TransferQueue::cancel);
    m_folder = new ToolButton(m_appearance, QStringLiteral("folder-open"), tr("Show in folder"), {}, head);
    m_remove = addButton(line, QStringLiteral("trash"), tr("Remove from the list"), &TransferQueue::remove);
    auto* clear = new ToolButton(m_appearance, QStringLiteral("clear"), tr("Clear finished"), {}, head);
    auto* limit = new ToolButton(m_appearance, QStringLiteral("gauge"), tr("Bandwidth"), {}, head);
    auto* menu = new QMenu(limit);
    buildBandwidthMenu(menu);
    limit->setMenu(menu);
    limit->setPopupMode(QToolButton::InstantPopup);
    auto* close = new ToolButton(m_appearance, QStringLiteral("x"), tr("Close the transfers"), {}, head);
    for (ToolButton* button : {m_folder, clear, limit, close})
        line->addWidget(button);
    connect(m_folder, &QToolButton::clicked, this, &TransfersPanel::showInFolder);
    connect(clear, &QToolButton::clicked, &m_queue, &TransferQueue::clearFinished);
    connect(close, &QToolButton::clicked, this, &TransfersPanel::closeRequested);
    return head;
}

QWidget* TransfersPanel::buildBody()
{
    const Theme& theme = m_appearance.theme();
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* foot = new QWidget(left);
    foot->setFixedHeight(theme.px(26));
    auto* line = new QHBoxLayout(foot);
    line->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    line->addWidget(m_foot, 1);
    column->addWidget(m_table, 1);
    column->addWidget(foot);
    auto* right = new QWidget(this);
    auto* facts = new QVBoxLayout(right);
    facts->setContentsMargins(0, theme.px(8), 0, 0);
    facts->setSpacing(theme.px(6));
    m_error->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    facts->addWidget(m_error);
    facts->addWidget(m_facts);
    facts->addStretch(1);
    right->setMinimumWidth(theme.px(minFactsWidth));
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({theme.px(800), theme.px(factsWidth)});
    return splitter;
}

void TransfersPanel::buildBandwidthMenu(QMenu* menu)
{
    auto* group = new QActionGroup(menu);
    for (const qint64 rate : bandwidths) {
        QAction* action = menu->addAction(rate == 0 ? tr("No limit") : tr("%1/s").arg(byteText(rate)));
        action->setCheckable(true);
        action->setChecked(m_bandwidth->rate() == rate);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, rate] {
            m_bandwidth->setRate(rate);
            emit bandwidthChosen(rate);
            refresh();
        });
    }
}

void TransfersPanel::setNotice(const QString& notice)
{
    m_notice = notice;
    refresh();
}

std::vector<quint64> TransfersPanel::selected() const
{
    std::vector<quint64> jobs;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        jobs.push_back(m_model.job(index.row()).id);
    return jobs;
}

bool TransfersPanel::anySelected(bool (*fits)(const TransferJob&)) const
{
    const auto jobs = selected();
    return std::any_of(jobs.begin(), jobs.end(),
                       [&](quint64 job) { return fits(m_queue.at(m_queue.indexOf(job))); });
}

void TransfersPanel::act(Command command)
{
    for (const quint64 job : selected())
        (m_queue.*command)(job);
    refresh();
}

void TransfersPanel::showInFolder()
{
    for (const quint64 job : selected()) {
        const TransferJob& which = m_queue.at(m_queue.indexOf(job));
        if (isLocal(which)) {
            emit folderRequested(which.folder);
            return;
        }
    }
}

void TransfersPanel::showMenu(const QPoint& at)
{
    QMenu menu(this);
    const auto add = [&](const QString& text, ToolButton* button) {
        QAction* action = menu.addAction(button->icon(), text);
        action->setEnabled(button->isEnabled());
        connect(action, &QAction::triggered, button, &QAbstractButton::click);
    };
    add(tr("Pause"), m_pause);
    add(tr("Resume or try again"), m_resume);
    add(tr("Cancel"), m_cancel);
    menu.addSeparator();
    add(tr("Show in folder"), m_folder);
    add(tr("Remove from the list"), m_remove);
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

void TransfersPanel::refresh()
{
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 1 : 0);
    m_pause->setEnabled(anySelected(canPause));
    m_resume->setEnabled(anySelected(canResume));
    m_cancel->setEnabled(anySelected(canCancel));
    m_remove->setEnabled(anySelected(isAny));
    m_folder->setEnabled(anySelected(isLocal));
    double speed = 0;
    for (int row = 0; row < m_model.rowCount(); ++row)
        speed += m_model.speed(m_model.job(row).id);
    QStringList facts{tr("%n unfinished", nullptr, m_queue.unfinished())};
    if (speed >= 1)
        facts.append(tr("%1/s").arg(byteText(static_cast<qint64>(speed))));
    if (m_bandwidth->rate() > 0)
        facts.append(tr("at most %1/s").arg(byteText(m_bandwidth->rate())));
    if (!m_notice.isEmpty())
        facts.append(m_notice);
    m_foot->setText(facts.join(QStringLiteral(" \u00B7 ")));
    refreshDetail();
    emit countChanged(m_queue.unfinished());
}

void TransfersPanel::refreshDetail()
{
    const auto rows = m_table->selectionModel()->selectedRows();
    const bool isOne = rows.size() == 1;
    m_facts->setVisible(isOne);
    const QString why = isOne ? rows.first().data(ErrorTextRole).toString() : QString();
    m_error->setVisible(!why.isEmpty());
    m_error->setText(why);
    if (isOne)
        m_facts->setSections(transferFacts(m_model.job(rows.first().row())));
}

void TransfersPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_table->setColumnHidden(TransferModel::SessionColumn,
                             m_table->width() < m_appearance.theme().px(sessionNeeds));
    m_table->setStretchColumn(TransferModel::NameColumn);
}

void TransfersPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
