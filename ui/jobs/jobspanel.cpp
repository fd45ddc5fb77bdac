#include "ui/jobs/jobspanel.h"

#include "core/async/background.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfermodel.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QSaveFile>
#include <QtCore/QTimer>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <array>

namespace inia::ui {

namespace {

constexpr int reportWidth = 980;
constexpr int reportHeight = 560;
// To, size, outcome, code, message, request id; the object takes the rest.
constexpr std::array<int, 6> reportColumnWidths{180, 84, 150, 120, 200, 120};
constexpr std::array<std::optional<JobItemState>, 4> reportedOutcomes{
    std::nullopt, JobItemState::Done, JobItemState::Failed, JobItemState::Skipped};

// Null when it is written as a whole.
QString writtenReport(const Job& job, const QString& path, ReportFormat format)
{
    QSaveFile file(path);
    bool isGood = file.open(QIODevice::WriteOnly);
    if (isGood)
        writeReport(job, std::nullopt, format, [&](const QByteArray& piece) {
            isGood = file.write(piece) == piece.size();
            return isGood;
        });
    return isGood && file.commit() ? QString() : file.errorString();
}

} // namespace

JobReportDialog::JobReportDialog(const Appearance& appearance, Job job, QWidget* parent)
    : QDialog(parent),
      m_model(std::move(job)),
      m_outcomes(new SegmentedControl(appearance, {tr("All"), tr("Done"), tr("Failed"), tr("Left alone")})),
      m_text(new QLineEdit),
      m_table(new TableView(appearance, this)),
      m_sums(new TextLabel(appearance, FontRole::Secondary, Token::Text2))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    const Job& shown = *m_model.job();
    setWindowTitle(tr("Report of %1").arg(toOneLine(shown.title)));
    resize(theme.px(reportWidth), theme.px(reportHeight));
    buildTable();
    for (std::size_t i = 0; i < reportColumnWidths.size(); ++i)
        m_table->header()->resizeSection(static_cast<int>(i) + 1, theme.px(reportColumnWidths[i]));
    m_text->setPlaceholderText(tr("Key contains\u2026"));
    m_text->setAccessibleName(tr("Filter"));
    m_text->setClearButtonEnabled(true);
    m_outcomes->setAccessibleName(tr("Outcome"));
    auto* head = new QHBoxLayout;
    head->setSpacing(theme.sizes().buttonGap);
    head->addWidget(m_outcomes);
    head->addWidget(m_text, 1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(theme.sizes().buttonGap);
    foot->addWidget(m_sums, 1);
    const auto addExport = [&](const QString& text, ReportFormat format) {
        auto* button = new Button(appearance, Button::Kind::Default, text);
        button->setAutoDefault(false);
        connect(button, &QAbstractButton::clicked, this, [this, format] { askForFile(format); });
        foot->addWidget(button);
    };
    addExport(tr("Save as CSV\u2026"), ReportFormat::Csv);
    addExport(tr("Save as JSON\u2026"), ReportFormat::Json);
    addExport(tr("Save as NDJSON\u2026"), ReportFormat::NdJson);
    auto* close = new Button(appearance, Button::Kind::Default, tr("Close"));
    close->setDefault(true);
    foot->addWidget(close);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    auto* title = new ElidedLabel(appearance, FontRole::DialogHeading, Token::Text);
    title->setText(toOneLine(shown.title));
    all->addWidget(title);
    all->addLayout(head);
    all->addWidget(m_table, 1);
    all->addLayout(foot);
    connect(close, &QAbstractButton::clicked, this, &QDialog::close);
    connect(m_outcomes, &SegmentedControl::currentChanged, this, &JobReportDialog::filter);
    connect(m_text, &QLineEdit::textChanged, this, &JobReportDialog::filter);
    connect(this, &JobReportDialog::exported, this, [this](const QString& path, const QString& problem) {
        m_sums->setText(problem.isNull() ? tr("Saved as %1").arg(path) : tr("%1: %2").arg(path, problem));
    });
    filter();
}

// The table looks at the model until it goes.
JobReportDialog::~JobReportDialog()
{
    delete m_table;
}

void JobReportDialog::buildTable()
{
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("What came of each"));
    m_table->header()->setSectionsClickable(false);
    const JobAction action = m_model.job()->action;
    m_table->setColumnHidden(JobReportModel::TargetColumn,
                             !isCopying(action) && action != JobAction::UndoMove);
    m_table->setStretchColumn(JobReportModel::KeyColumn);
}

void JobReportDialog::filter()
{
    const auto outcome =
        reportedOutcomes.at(static_cast<std::size_t>(std::max(0, m_outcomes->currentIndex())));
    m_model.setFilter(outcome, m_text->text());
    m_sums->setText(
        tr("%1 of %2")
            .arg(groupedNumber(m_model.rowCount()), countedObjects(qint64(m_model.job()->items.size()))));
}

void JobReportDialog::askForFile(ReportFormat format)
{
    const QString ending = format == ReportFormat::Csv    ? QStringLiteral("csv")
                           : format == ReportFormat::Json ? QStringLiteral("json")
                                                          : QStringLiteral("ndjson");
    auto* dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(QStringLiteral("job-%1.%2").arg(m_model.job()->id).arg(ending));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString& path) { exportTo(path, format); });
    dialog->open();
}

void JobReportDialog::exportTo(const QString& path, ReportFormat format)
{
    runInOwnThread([job = m_model.job(), path, format] { return writtenReport(*job, path, format); },
                   [guard = QPointer<JobReportDialog>(this), path](const QString& problem) {
                       if (guard)
                           emit guard->exported(path, problem);
                   });
}

namespace {

constexpr int shortJobMs = 1000;
// A narrower list does without the session.
constexpr int jobSessionNeeds = 860;
constexpr int jobFactsWidth = 330;
constexpr int minJobFactsWidth = 240;
constexpr int jobFactsKeyWidth = 90;
// Progress, objects, rate, time left, state, session; the job takes the rest.
constexpr std::array<int, 6> jobColumnWidths{136, 150, 72, 72, 140, 130};

bool canPause(const JobSummary& job)
{
    return job.isRunningHere && job.state == Job::State::Running;
}

bool canGoOn(const JobSummary& job)
{
    return job.state == Job::State::Paused || job.state == Job::State::Stopped ||
           job.state == Job::State::Interrupted || job.state == Job::State::Waiting;
}

bool canCancel(const JobSummary& job)
{
    return job.isRunningHere && !job.hasEnded();
}

bool canReport(const JobSummary& job)
{
    return job.state != Job::State::Unreadable;
}

bool canRetry(const JobSummary& job)
{
    return job.hasEnded() && !job.isRunningHere && job.failed > 0;
}

bool canUndo(const JobSummary& job)
{
    return job.isUndoable && !job.isRunningHere;
}

} // namespace

JobsPanel::JobsPanel(const Appearance& appearance, JobList& jobs, QWidget* parent)
    : DockPage(appearance, parent),
      m_jobs(jobs),
      m_model(jobs),
      m_table(new TableView(appearance, this)),
      m_facts(new KeyValueView(appearance, tr("About the job"), jobFactsKeyWidth, this)),
      m_why(new TextLabel(appearance, FontRole::Data, Token::Danger, {}, this)),
      m_empty(new StateView(appearance, this)),
      m_pages(new QStackedLayout)
{
    buildTable();
    addCommand(QStringLiteral("pause"), tr("Pause"), canPause, [this](quint64 id) { m_jobs.pause(id); });
    addCommand(QStringLiteral("play"), tr("Go on"), canGoOn, [this](quint64 id) { m_jobs.resume(id); });
    addCommand(QStringLiteral("stop"), tr("Cancel job"), canCancel,
               [this](quint64 id) { m_jobs.cancel(id); });
    addCommand(QStringLiteral("list"), tr("Report"), canReport, [this](quint64) { showReport(); });
    addCommand(QStringLiteral("reload"), tr("Try failed again"), canRetry,
               [this](quint64 id) { emit retryRequested(id); });
    addCommand(QStringLiteral("history"), tr("Undo job"), canUndo,
               [this](quint64 id) { emit undoRequested(id); });
    addCloseTool(tr("Close the jobs"));
    auto* body = new QWidget(this);
    body->setLayout(m_pages);
    m_pages->addWidget(newBody(m_table, 0, newDetail(), appearance.theme().px(jobFactsWidth)));
    m_pages->addWidget(m_empty);
    setBody(body);
    m_empty->setContent({QStringLiteral("stack"),
                         false,
                         tr("No jobs"),
                         tr("What is deleted, moved, copied or renamed stands here, and can be undone where "
                            "versions are kept."),
                         {},
                         {}});
    setFocusProxy(m_table);
    connect(&m_model, &JobTableModel::refreshed, this, &JobsPanel::refresh);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        if (const auto id = selected())
            m_wanted = *id;
    });
    connect(&m_jobs, &JobList::changed, this, &JobsPanel::follow);
    connect(&m_jobs, &JobList::problem, this, [this](const Error& error) {
        setNotice(sentenceText(error.message));
        emit lookWanted(0);
    });
    connect(m_facts, &KeyValueView::copyRequested, this, &JobsPanel::copyRequested);
    refresh();
}

void JobsPanel::addCommand(const QString& icon, const QString& text, bool (*fits)(const JobSummary&),
                           std::function<void(quint64)> act)
{
    auto* button = new ToolButton(appearance(), icon, text, {}, this);
    m_commands.push_back({button, fits});
    connect(button, &QToolButton::clicked, this, [this, act = std::move(act)] {
        if (const auto id = selected())
            act(*id);
        refresh();
    });
    addTool(button);
}

void JobsPanel::buildTable()
{
    const Theme& theme = appearance().theme();
    auto* delegate = new TransferDelegate(appearance(), m_table);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Jobs"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(JobTableModel::ProgressColumn, delegate);
    m_table->setItemDelegateForColumn(JobTableModel::StateColumn, delegate);
    m_table->header()->setSectionsClickable(false);
    for (std::size_t i = 0; i < jobColumnWidths.size(); ++i)
        m_table->header()->resizeSection(static_cast<int>(i) + 1, theme.px(jobColumnWidths[i]));
    m_table->setStretchColumn(JobTableModel::TitleColumn);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &JobsPanel::showMenu);
    connect(m_table, &QAbstractItemView::activated, this, &JobsPanel::showReport);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &JobsPanel::refresh);
}

QWidget* JobsPanel::newDetail()
{
    const Theme& theme = appearance().theme();
    auto* detail = new QWidget(this);
    auto* facts = new QVBoxLayout(detail);
    facts->setContentsMargins(0, theme.px(8), 0, 0);
    facts->setSpacing(theme.px(6));
    m_why->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    m_why->setTextInteractionFlags(Qt::TextSelectableByMouse);
    facts->addWidget(m_why);
    facts->addWidget(m_facts);
    facts->addStretch(1);
    detail->setMinimumWidth(theme.px(minJobFactsWidth));
    return detail;
}

std::optional<quint64> JobsPanel::selected() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.size() == 1 ? std::optional(m_model.id(rows.first().row())) : std::nullopt;
}

void JobsPanel::select(quint64 id)
{
    const int row = m_model.rowOf(id);
    m_wanted = row < 0 ? id : 0;
    if (row >= 0)
        m_table->selectRow(row);
}

void JobsPanel::setNotice(const QString& notice)
{
    m_notice = notice;
    refresh();
}

// Other programs have jobs in the same folder.
void JobsPanel::showEvent(QShowEvent* event)
{
    DockPage::showEvent(event);
    m_jobs.load();
}

void JobsPanel::resizeEvent(QResizeEvent* event)
{
    DockPage::resizeEvent(event);
    m_table->setColumnHidden(JobTableModel::SessionColumn,
                             m_table->width() < appearance().theme().px(jobSessionNeeds));
    m_table->setStretchColumn(JobTableModel::TitleColumn);
}

void JobsPanel::watch(quint64 id)
{
    m_watched.insert(id);
    QTimer::singleShot(shortJobMs, this, [this, id] {
        if (m_watched.contains(id))
            emit lookWanted(id);
    });
}

void JobsPanel::follow(quint64 id)
{
    const JobSummary* job = m_jobs.find(id);
    if (job == nullptr || !m_watched.contains(id))
        return;
    const bool isStuck = job->state == Job::State::Stopped || job->state == Job::State::Interrupted;
    if (job->isRunningHere && !isStuck)
        return;
    m_watched.erase(id);
    if (isStuck || job->failed > 0)
        emit lookWanted(id);
}

bool JobsPanel::mayClose(QWidget* window, const SessionInfo& session)
{
    const auto running = static_cast<int>(m_jobs.running());
    if (running == 0 || m_mayClose)
        return true;
    Confirmation words;
    words.session = session;
    words.title = tr("%n jobs have not ended", nullptr, running);
    words.sentence =
        tr("What is done is written down: they stand as interrupted at the next start, and can go on "
           "then.");
    words.call = tr("Nothing more is asked for");
    words.button = tr("Interrupt and close");
    words.place = tr("this window");
    auto* dialog = new ConfirmDialog(appearance(), words, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, window] {
        m_mayClose = true;
        window->close();
    });
    dialog->open();
    return false;
}

void JobsPanel::refresh()
{
    if (m_wanted != 0 && m_model.rowOf(m_wanted) >= 0)
        select(m_wanted);
    m_pages->setCurrentIndex(m_model.rowCount() == 0 ? 1 : 0);
    int open = 0;
    double rate = 0;
    std::size_t calls = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const JobSummary& job = m_model.job(row);
        open += !job.hasEnded() && job.state != Job::State::Unreadable ? 1 : 0;
        rate += job.itemsPerSecond;
        calls += job.callsAtOnce;
    }
    QStringList facts{tr("%n unfinished", nullptr, open)};
    if (rate >= 1)
        facts.append(tr("%1 objects/s").arg(decimalNumber(rate, 0)));
    if (calls > 0)
        facts.append(tr("%n calls at once", nullptr, static_cast<int>(calls)));
    setFoot(facts, m_notice);
    const auto id = selected();
    const JobSummary* job = id ? m_jobs.find(*id) : nullptr;
    for (const Command& command : m_commands)
        command.button->setEnabled(job != nullptr && command.fits(*job));
    m_facts->setVisible(job != nullptr);
    m_why->setVisible(job != nullptr && job->why);
    if (job != nullptr) {
        m_facts->setSections(jobFacts(*job, *id));
        m_why->setText(job->why ? errorText(*job->why) : QString());
    }
    emit countChanged(open);
}

void JobsPanel::showMenu(const QPoint& inTable)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Command& command : m_commands) {
        QAction* action = menu->addAction(command.button->icon(), command.button->accessibleName());
        action->setEnabled(command.button->isEnabled());
        connect(action, &QAction::triggered, command.button, &QAbstractButton::click);
    }
    menu->popup(m_table->viewport()->mapToGlobal(inTable));
}

void JobsPanel::showReport()
{
    const auto id = selected();
    if (!id)
        return;
    m_jobs.read(*id, this, [this](const Result<Job>& job) {
        if (!job) {
            setNotice(sentenceText(job.error().message));
            return;
        }
        delete m_report;
        m_report = new JobReportDialog(appearance(), *job, window());
        m_report->setAttribute(Qt::WA_DeleteOnClose);
        m_report->show();
    });
}

} // namespace inia::ui
