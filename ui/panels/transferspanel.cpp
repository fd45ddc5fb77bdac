#include "ui/panels/transferspanel.h"

#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfermodel.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QActionGroup>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <array>

namespace inia::ui {

namespace {

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

TransferCommands::TransferCommands(const Appearance& appearance, TransferQueue& queue, Selected selected,
                                   QWidget* owner)
    : QObject(owner),
      m_appearance(appearance),
      m_queue(queue),
      m_owner(owner),
      m_selected(std::move(selected))
{
    m_pause = add(QStringLiteral("pause"), tr("Pause"), canPause, &TransferQueue::pause);
    m_resume = add(QStringLiteral("play"), tr("Resume or try again"), canResume, &TransferQueue::resume);
    m_cancel = add(QStringLiteral("stop"), tr("Cancel transfer"), canCancel, &TransferQueue::cancel);
    m_folder = add(QStringLiteral("folder-open"), tr("Show in folder"), isLocal);
    m_remove = add(QStringLiteral("trash"), tr("Remove from the list"), isAny, &TransferQueue::remove);
    connect(m_folder, &QToolButton::clicked, this, &TransferCommands::showInFolder);
}

ToolButton* TransferCommands::add(const QString& icon, const QString& text, Fits fits)
{
    auto* button = new ToolButton(m_appearance, icon, text, {}, m_owner);
    m_commands.push_back({button, fits});
    return button;
}

ToolButton* TransferCommands::add(const QString& icon, const QString& text, Fits fits, Steer steer)
{
    ToolButton* button = add(icon, text, fits);
    connect(button, &QToolButton::clicked, this, [this, steer] {
        for (const quint64 job : m_selected())
            std::invoke(steer, m_queue, job); // with .* GCC 12 checks the type of another object
        emit done();
    });
    return button;
}

std::vector<ToolButton*> TransferCommands::buttons() const
{
    std::vector<ToolButton*> buttons;
    for (const auto& command : m_commands)
        buttons.push_back(command.button);
    return buttons;
}

const TransferJob* TransferCommands::firstThat(Fits fits) const
{
    for (const quint64 id : m_selected()) {
        if (const TransferJob& job = m_queue.at(m_queue.indexOf(id)); fits(job))
            return &job;
    }
    return nullptr;
}

void TransferCommands::refresh()
{
    for (const auto& command : m_commands)
        command.button->setEnabled(firstThat(command.fits) != nullptr);
}

void TransferCommands::showInFolder()
{
    if (const TransferJob* job = firstThat(isLocal))
        emit folderRequested(job->folder);
}

void TransferCommands::showMenu(const QPoint& global)
{
    QMenu menu(m_owner);
    const auto offer = [&menu](const QString& text, ToolButton* button) {
        QAction* action = menu.addAction(button->icon(), text);
        action->setEnabled(button->isEnabled());
        connect(action, &QAction::triggered, button, &QAbstractButton::click);
    };
    offer(tr("Pause"), m_pause);
    offer(tr("Resume or try again"), m_resume);
    offer(tr("Cancel"), m_cancel);
    menu.addSeparator();
    offer(tr("Show in folder"), m_folder);
    offer(tr("Remove from the list"), m_remove);
    menu.exec(global);
}

namespace {

constexpr int factsWidth = 330;
constexpr int minFactsWidth = 240;
constexpr int factsKeyWidth = 90;
// Progress, size, speed, time left, state, session; the name takes the rest.
constexpr std::array<int, 6> transferColumnWidths{136, 206, 80, 72, 124, 110};
// A narrower list does without the session.
constexpr int sessionNeeds = 860;
constexpr std::array<qint64, 8> bandwidths{0,       256 << 10, 512 << 10,        1 << 20,
                                           2 << 20, 5 << 20,   qint64(10) << 20, qint64(50) << 20};

} // namespace

TransfersPanel::TransfersPanel(const Appearance& appearance, TransferQueue& queue,
                               std::shared_ptr<BandwidthLimit> bandwidth, std::shared_ptr<const Clock> clock,
                               QWidget* parent)
    : DockPage(appearance, parent),
      m_queue(queue),
      m_bandwidth(std::move(bandwidth)),
      m_model(queue, std::move(clock)),
      m_table(new TableView(appearance, this)),
      m_facts(new KeyValueView(appearance, tr("About the transfer"), factsKeyWidth, this)),
      m_error(new TextLabel(appearance, FontRole::Data, Token::Danger, {}, this)),
      m_empty(new StateView(appearance, this)),
      m_pages(new QStackedLayout),
      m_commands(new TransferCommands(
          appearance, queue, [this] { return selected(); }, this))
{
    buildTable();
    buildTools();
    auto* body = new QWidget(this);
    body->setLayout(m_pages);
    m_pages->addWidget(newBody(m_table, 0, newDetail(), appearance.theme().px(factsWidth)));
    m_pages->addWidget(m_empty);
    setBody(body);
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
    const Theme& theme = appearance().theme();
    auto* delegate = new TransferDelegate(appearance(), m_table);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Transfers"));
    m_table->setItemDelegateForColumn(TransferModel::ProgressColumn, delegate);
    m_table->setItemDelegateForColumn(TransferModel::StateColumn, delegate);
    m_table->header()->setSectionsClickable(false);
    for (std::size_t i = 0; i < transferColumnWidths.size(); ++i)
        m_table->header()->resizeSection(static_cast<int>(i) + 1, theme.px(transferColumnWidths[i]));
    m_table->setStretchColumn(TransferModel::NameColumn);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, m_commands,
            [this](const QPoint& at) { m_commands->showMenu(m_table->viewport()->mapToGlobal(at)); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TransfersPanel::refresh);
}

void TransfersPanel::buildTools()
{
    for (ToolButton* button : m_commands->buttons())
        addTool(button);
    auto* clear = new ToolButton(appearance(), QStringLiteral("clear"), tr("Clear finished"), {}, this);
    addTool(clear);
    addTool(newBandwidthTool());
    addCloseTool(tr("Close the transfers"));
    connect(clear, &QToolButton::clicked, &m_queue, &TransferQueue::clearFinished);
    connect(m_commands, &TransferCommands::done, this, &TransfersPanel::refresh);
    connect(m_commands, &TransferCommands::folderRequested, this, &TransfersPanel::folderRequested);
}

ToolButton* TransfersPanel::newBandwidthTool()
{
    auto* tool = new ToolButton(appearance(), QStringLiteral("gauge"), tr("Bandwidth"), {}, this);
    auto* menu = new QMenu(tool);
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
    tool->setMenu(menu);
    tool->setPopupMode(QToolButton::InstantPopup);
    return tool;
}

QWidget* TransfersPanel::newDetail()
{
    const Theme& theme = appearance().theme();
    auto* detail = new QWidget(this);
    auto* facts = new QVBoxLayout(detail);
    facts->setContentsMargins(0, theme.px(8), 0, 0);
    facts->setSpacing(theme.px(6));
    m_error->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    facts->addWidget(m_error);
    facts->addWidget(m_facts);
    facts->addStretch(1);
    detail->setMinimumWidth(theme.px(minFactsWidth));
    return detail;
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

void TransfersPanel::refresh()
{
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 1 : 0);
    m_commands->refresh();
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
    setFoot(facts);
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
                             m_table->width() < appearance().theme().px(sessionNeeds));
    m_table->setStretchColumn(TransferModel::NameColumn);
}

} // namespace inia::ui
