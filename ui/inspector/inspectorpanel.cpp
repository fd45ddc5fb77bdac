#include "ui/inspector/inspectorpanel.h"

#include "core/observe/recording.h"
#include "ui/delegates/calldelegate.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/inspector/calldetail.h"
#include "ui/models/displaytext.h"
#include "ui/models/exchangefilter.h"
#include "ui/models/exchangepresentation.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/treeview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtCore/QStringListModel>
#include <QtGui/QInputMethodEvent>
#include <QtGui/QTextCharFormat>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <set>

namespace inia::ui {

namespace {

constexpr int usualWidth = 250;
constexpr int leastWidth = 120;

} // namespace

// Lists the offers alone; what is chosen takes its place in the text.
class FilterCompleter final : public QCompleter {
public:
    explicit FilterCompleter(QObject* parent) : QCompleter(parent)
    {
        setCompletionMode(QCompleter::UnfilteredPopupCompletion);
        setModel(&m_offers);
        setMaxVisibleItems(12);
    }

    void setOffers(const QString& text, const FilterCompletion& completion)
    {
        m_text = text;
        m_begin = completion.begin;
        m_length = completion.length;
        m_offers.setStringList(completion.offers);
    }
    [[nodiscard]] bool hasOffers() const { return m_offers.rowCount() > 0; }
    [[nodiscard]] QString pathFromIndex(const QModelIndex& index) const override
    {
        return QString(m_text).replace(m_begin, m_length, index.data().toString());
    }
    [[nodiscard]] QStringList splitPath(const QString&) const override { return {QString()}; }

private:
    QStringListModel m_offers;
    QString m_text;
    qsizetype m_begin = 0;
    qsizetype m_length = 0;
};

FilterField::FilterField(const Appearance& appearance, std::shared_ptr<const ExchangeLog> log,
                         QWidget* parent)
    : QLineEdit(parent),
      m_appearance(appearance),
      m_log(std::move(log)),
      m_completer(new FilterCompleter(this))
{
    setPlaceholderText(tr("service: operation: status: slower-than:\u2026"));
    setClearButtonEnabled(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Filter calls"));
    addAction(appearance.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    setCompleter(m_completer);
    m_completer->popup()->setAccessibleName(tr("Keys and values"));
    connect(this, &QLineEdit::textEdited, this, &FilterField::offer);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterField::offerValues,
            Qt::QueuedConnection);
}

QSize FilterField::sizeHint() const
{
    return {m_appearance.theme().px(usualWidth), QLineEdit::sizeHint().height()};
}

QSize FilterField::minimumSizeHint() const
{
    return {m_appearance.theme().px(leastWidth), QLineEdit::minimumSizeHint().height()};
}

void FilterField::offer()
{
    m_completer->setOffers(text(), FilterCompletion::at(text(), cursorPosition(), *m_log));
    if (!m_completer->hasOffers())
        m_completer->popup()->hide();
}

// A key was chosen: its values are what is to be chosen next.
void FilterField::offerValues()
{
    if (!text().endsWith(u':'))
        return;
    offer();
    if (m_completer->hasOffers())
        m_completer->complete();
}

void FilterField::setWrong(ExchangeFilter::Span wrong)
{
    QList<QInputMethodEvent::Attribute> attributes;
    if (wrong.length > 0) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
        format.setUnderlineColor(m_appearance.theme().color(Token::DangerDot));
        format.setForeground(m_appearance.theme().color(Token::Danger));
        attributes.append({QInputMethodEvent::TextFormat, static_cast<int>(wrong.begin) - cursorPosition(),
                           static_cast<int>(wrong.length), format});
    }
    // The way in which a line edit lets others colour its text.
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

namespace {

constexpr int footDelayMs = 100;
constexpr int minListWidth = 300;
constexpr int minDetailWidth = 240;
// A narrower list does without these columns, the least telling first.
constexpr int waterfallNeeds = 760;
constexpr int causeNeeds = 600;
constexpr int sizeNeeds = 480;
constexpr int timeNeeds = 420;
// Service, operation, cause, status, size, time; the waterfall takes the rest.
constexpr std::array<int, 6> exchangeColumnWidths{104, 200, 104, 150, 66, 60};

QString causeFilter(const ExchangeCall& call)
{
    FilterTerm term;
    term.key = FilterKey::Cause;
    term.values.push_back({FilterValue::Form::Text, toQString(call.cause)});
    return ExchangeFilter::written(term);
}

} // namespace

InspectorPanel::InspectorPanel(const Appearance& appearance, std::shared_ptr<ExchangeLog> log,
                               const std::shared_ptr<const Clock>& clock, WindowServices& services,
                               QWidget* parent)
    : DockPage(appearance, parent),
      m_log(std::move(log)),
      m_model(m_log, clock),
      m_proxy(clock),
      m_services(services),
      m_origin(new SegmentedControl(appearance, {tr("All"), tr("Yours"), tr("Background")}, this,
                                    SegmentedControl::Size::Dock)),
      m_filter(new FilterField(appearance, m_log, this)),
      m_group(new ToolButton(appearance, QStringLiteral("stack"), tr("Group pages and parts"), {}, this)),
      m_record(new ToolButton(appearance, QStringLiteral("record"), tr("Stop recording"),
                              Qt::CTRL | Qt::SHIFT | Qt::Key_E, this)),
      m_save(new ToolButton(appearance, QStringLiteral("download"), tr("Save the calls that are shown"), {},
                            this)),
      m_list(new TreeView(appearance, TreeView::Look::Rows, new CallDelegate(appearance), this)),
      m_detail(new CallDetail(appearance, m_log, services, this))
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
    m_record->setMeaning(QStringLiteral("record"), tr("Stop recording"), Token::Danger);
    auto* clear =
        new ToolButton(appearance(), QStringLiteral("clear"), tr("Forget all finished calls"), {}, this);
    for (QWidget* tool :
         std::initializer_list<QWidget*>{m_origin, m_filter, m_group, m_record, clear, m_save})
        addTool(tool);
    addCloseTool(tr("Close the inspector"));
    connect(m_origin, &SegmentedControl::currentChanged, this, [this](int index) {
        m_proxy.setOrigin(static_cast<ExchangeFilterProxy::Origin>(index));
        m_footTimer.start();
    });
    connect(m_filter, &QLineEdit::textChanged, this, &InspectorPanel::applyFilter);
    m_group->setCheckable(true);
    connect(m_group, &QToolButton::toggled, this, &InspectorPanel::setGrouping);
    m_save->setMenu(saveMenu());
    m_save->setPopupMode(QToolButton::InstantPopup);
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
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &InspectorPanel::openRowMenu);
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
    connect(m_detail, &CallDetail::callRequested, this, &InspectorPanel::selectCall);
    connect(m_detail, &CallDetail::causeRequested, this, [this] {
        if (const auto call = m_log->find(m_detail->callId()))
            addFilter(causeFilter(*call));
    });
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
    m_exportNote.clear();
    ExchangeFilter::Span wrong;
    auto filter = ExchangeFilter::parse(m_filter->text(), &wrong);
    m_filterNote = filter ? filter->hint() : toQString(filter.error().message);
    m_filter->setToolTip(m_filterNote);
    m_filter->setWrong(wrong);
    if (filter)
        m_proxy.setFilter(std::move(filter).value());
    refreshFoot();
}

void InspectorPanel::toggleRecording()
{
    m_log->setRecording(!m_log->isRecording());
    const bool on = m_log->isRecording();
    m_record->setMeaning(on ? QStringLiteral("record") : QStringLiteral("stop"),
                         on ? tr("Stop recording") : tr("Record calls"), on ? Token::Danger : Token::Text2);
}

void InspectorPanel::setGrouping(bool isGrouping)
{
    if (isGrouping == m_model.isGrouping())
        return;
    m_group->setChecked(isGrouping);
    m_group->setMeaning(QStringLiteral("stack"), tr("Group pages and parts"),
                        isGrouping ? Token::Accent : Token::Text2);
    const quint64 id = m_detail->callId();
    m_model.setGrouping(isGrouping);
    const QModelIndex index = m_proxy.mapFromSource(m_model.indexOf(id));
    if (!index.isValid())
        return;
    m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

// ---- files ------------------------------------------------------------------------------------------------

QMenu* InspectorPanel::saveMenu()
{
    auto* menu = new QMenu(this);
    menu->addAction(tr("Save as HAR\u2026"), this, [this] {
        askForFile(tr("Save the calls that are shown"), tr("HTTP archives (*.har)"), QStringLiteral("har"),
                   &InspectorPanel::saveHar);
    });
    menu->addAction(tr("Save as HAR without account ids\u2026"), this, [this] {
        askForFile(tr("Save the calls that are shown, without account ids"), tr("HTTP archives (*.har)"),
                   QStringLiteral("har"), &InspectorPanel::saveHarWithoutAccounts);
    });
    menu->addAction(tr("Save as recording\u2026"), this, [this] {
        askForFile(tr("Save the calls that are shown, to be replayed"), tr("Recordings (*.iniarec)"),
                   QStringLiteral("iniarec"), &InspectorPanel::saveRecording);
    });
    return menu;
}

void InspectorPanel::askForFile(const QString& title, const QString& kinds, const QString& suffix,
                                void (InspectorPanel::*save)(const QString&))
{
    auto* dialog = new QFileDialog(this, title, QDir::homePath(), kinds);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->selectFile(QStringLiteral("calls.") + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

void InspectorPanel::saveHar(const QString& path)
{
    exportHar(path, {});
}

void InspectorPanel::saveHarWithoutAccounts(const QString& path)
{
    HarOptions options;
    options.hidesAccounts = true;
    exportHar(path, options);
}

void InspectorPanel::exportHar(const QString& path, const HarOptions& options)
{
    exportShown(path, [options](Calls calls) -> FileExport::Write {
        return [calls = std::move(calls), options](QIODevice& device, const std::atomic<bool>& stop) {
            return writeHar(calls, options, device, stop);
        };
    });
}

void InspectorPanel::saveRecording(const QString& path)
{
    const QFileInfo file(path);
    RecordingOptions options;
    options.bodiesFolder = file.dir().filePath(file.completeBaseName() + QStringLiteral(".bodies"));
    exportShown(path, [options](Calls calls) -> FileExport::Write {
        return [calls = std::move(calls), options](QIODevice& device, const std::atomic<bool>& stop) {
            return writeRecording(calls, options, device, stop);
        };
    });
}

void InspectorPanel::exportShown(const QString& path, const std::function<FileExport::Write(Calls)>& writer)
{
    std::set<quint64> ids;
    for (const auto& call : m_proxy.shownCalls())
        ids.insert(call->id);
    Calls calls = m_log->snapshot();
    std::erase_if(calls, [&ids](const auto& call) { return ids.count(call->id) == 0; });
    m_export = makeOwned<FileExport>(path, writer(std::move(calls)));
    connect(m_export.get(), &FileExport::finished, this, &InspectorPanel::exportEnded);
    m_save->setEnabled(false);
    m_export->start();
}

void InspectorPanel::exportEnded()
{
    const auto& result = m_export->result();
    m_exportNote = result ? tr("Saved as %1").arg(QFileInfo(m_export->path()).fileName())
                          : toQString(result.error().message);
    m_save->setEnabled(true);
    refreshFoot();
}

// ---- the menu of a row ------------------------------------------------------------------------------------

void InspectorPanel::addFilter(const QString& term)
{
    const QString text = m_filter->text().trimmed();
    m_filter->setText(text.isEmpty() ? term : text + u' ' + term);
}

void InspectorPanel::openRowMenu(const QPoint& at)
{
    const auto call = m_proxy.call(m_list->indexAt(at));
    if (!call)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto only = [this, menu](const QString& text, const QString& term) {
        menu->addAction(text, this, [this, term] { addFilter(term); });
    };
    emit rowMenuOpening(call, menu);
    if (!menu->isEmpty())
        menu->addSeparator();
    only(tr("Only %1").arg(toOneLine(call->operation)),
         QStringLiteral("operation:") + toQString(call->operation));
    if (!call->cause.empty())
        only(tr("Only what “%1” caused").arg(causeText(*call)), causeFilter(*call));
    const auto id = requestId(*call);
    QAction* copy = menu->addAction(tr("Copy request id"), this, [this, id] { m_services.copy(id); });
    copy->setEnabled(!id.isEmpty());
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

void InspectorPanel::refreshFoot()
{
    qint64 attempts = 0;
    qint64 bytes = 0;
    qint64 failed = 0;
    const auto shown = m_proxy.shownCalls();
    for (const auto& call : shown) {
        attempts += static_cast<qint64>(call->attempts.size());
        bytes += call->receivedBytes();
        failed += callOutcome(*call) == Outcome::Failed ? 1 : 0;
    }
    const auto counted = [](qint64 count, const QString& one, const QString& many) {
        return count == 1 ? one : many.arg(countText(count));
    };
    QStringList facts{counted(static_cast<qint64>(shown.size()), tr("1 call"), tr("%1 calls")),
                      counted(attempts, tr("1 attempt"), tr("%1 attempts")), sizeText(bytes)};
    if (!m_exportNote.isEmpty())
        facts.append(m_exportNote);
    if (m_filterNote.isEmpty())
        setFoot(facts, failed == 0 ? QString() : tr("%1 failed").arg(countText(failed)));
    else
        setFoot(facts, m_filterNote);
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

quint64 InspectorPanel::callOf(const std::string& requestId) const
{
    for (std::size_t i = m_log->size(); i > 0 && !requestId.empty(); --i) {
        const ExchangeCall& call = m_log->at(i - 1);
        for (const auto& attempt : call.attempts) {
            for (const char* name : {"x-amzn-RequestId", "x-amz-request-id"}) {
                if (attempt.response.headers.value(name) == requestId)
                    return call.id;
            }
        }
    }
    return 0;
}

void InspectorPanel::showCall(quint64 id)
{
    selectCall(id);
    if (m_detail->callId() == id)
        m_detail->showTab(CallDetail::Tab::Response);
}

void InspectorPanel::selectCall(quint64 id)
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
}

} // namespace inia::ui
