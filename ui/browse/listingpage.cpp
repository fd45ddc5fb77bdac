#include "ui/browse/listingpage.h"

#include "ui/commands/commandtable.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/listingtablemodel.h"
#include "ui/models/signin.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtGui/QResizeEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

namespace inia::ui {

FilterRow::FilterRow(const Appearance& appearance, const QString& accessibleName, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_field(new QLineEdit(this)),
      m_line(new QHBoxLayout),
      m_chipRow(new QWidget(this)),
      m_problem(new ElidedLabel(appearance, FontRole::Secondary, Token::Danger, this))
{
    const Theme& theme = appearance.theme();
    const int edge = theme.px(8);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 1);
    all->setSpacing(0);
    m_line->setContentsMargins(edge, theme.px(6), theme.px(12), theme.px(6));
    m_line->setSpacing(theme.sizes().buttonGap);
    m_line->addWidget(m_field, 1);
    all->addLayout(m_line);
    (new FlowLayout(theme.px(6), m_chipRow))->setContentsMargins(edge, 0, edge, edge);
    all->addWidget(m_chipRow);
    auto* problemLine = new QHBoxLayout;
    problemLine->setContentsMargins(theme.sizes().panelPadding, 0, edge, 0);
    problemLine->addWidget(m_problem);
    all->addLayout(problemLine);
    m_problem->setElideMode(Qt::ElideRight);
    m_problem->setFixedHeight(theme.px(24));
    m_chipRow->hide();
    m_problem->hide();
    m_field->addAction(appearance.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);
    m_field->setAccessibleName(accessibleName);
    m_field->installEventFilter(this);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_field, &QLineEdit::returnPressed, this, &FilterRow::submit);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        setProblem({});
        if (mode() == Mode::Contains)
            emit containsChanged(text);
    });
    updateWords();
}

void FilterRow::setServerWords(const std::optional<ServerFilterWords>& words)
{
    const Mode before = mode();
    const bool choice = m_modes != nullptr;
    m_words = words;
    delete m_modes;
    m_modes = nullptr;
    if (words) {
        m_modes = new SegmentedControl(m_appearance, {words->mode, tr("Contains \u00B7 loaded rows")}, this);
        m_modes->setOptionToolTip(0, words->modeTip);
        m_modes->setOptionToolTip(1, tr("Of the rows loaded so far, only those that contain the text"));
        m_modes->setCurrentIndex(choice && before == Mode::Contains ? 1 : 0);
        m_line->insertWidget(1, m_modes);
        connect(m_modes, &SegmentedControl::currentChanged, this, &FilterRow::changeMode);
    }
    updateWords();
}

void FilterRow::setContainsPlaceholder(const QString& text)
{
    m_containsPlaceholder = text;
    updateWords();
}

void FilterRow::setCanSearch()
{
    m_canSearch = true;
    updateWords();
}

void FilterRow::addTool(QWidget* tool, int room)
{
    m_line->addWidget(tool);
    if (room > 0) {
        m_roomyTools.append({tool, room});
        showTools();
    }
}

void FilterRow::showTools()
{
    for (const auto& [tool, room] : std::as_const(m_roomyTools))
        tool->setVisible(width() >= m_appearance.theme().px(room));
}

void FilterRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showTools();
}

FilterRow::Mode FilterRow::mode() const
{
    return m_modes == nullptr || m_modes->currentIndex() == 1 ? Mode::Contains : Mode::Server;
}

void FilterRow::setMode(Mode wanted)
{
    if (mode() == wanted || m_modes == nullptr)
        return;
    m_modes->setCurrentIndex(wanted == Mode::Contains ? 1 : 0);
    changeMode();
}

QString FilterRow::text() const
{
    return m_field->text();
}

void FilterRow::clearField()
{
    m_field->clear();
}

void FilterRow::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FilterRow::setProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void FilterRow::setChips(const QList<FilterChip>& chips)
{
    if (chips == m_chips)
        return;
    m_chips = chips;
    // Later: one of them may be what was just clicked.
    while (QLayoutItem* item = m_chipRow->layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (int i = 0; i < chips.size(); ++i) {
        auto* chip = new Chip(m_appearance, Chip::Kind::Filter, chips[i].name,
                              chips[i].value + QStringLiteral("  \u00D7"), m_chipRow);
        chip->setAccessibleName(tr("Remove the filter %1").arg(chips[i].value));
        chip->setToolTip(chip->accessibleName());
        chip->setFocusPolicy(Qt::TabFocus);
        m_chipRow->layout()->addWidget(chip);
        connect(chip, &QAbstractButton::clicked, this, [this, i] { emit chipRemoved(i); });
    }
    if (chips.size() > 1) {
        auto* clear = new LinkButton(m_appearance, tr("Clear"), m_chipRow);
        m_chipRow->layout()->addWidget(clear);
        connect(clear, &QAbstractButton::clicked, this, &FilterRow::chipsCleared);
    }
    m_chipRow->setVisible(!chips.isEmpty());
}

void FilterRow::submit()
{
    if (mode() == Mode::Server)
        emit serverFilterRequested(m_field->text());
    else if (m_canSearch && !m_field->text().isEmpty())
        emit searchRequested(m_field->text());
    else
        emit leftField();
}

// The text moves to the other filter: first it is taken out of the one that had it.
void FilterRow::changeMode()
{
    setProblem({});
    updateWords();
    emit containsChanged(mode() == Mode::Contains ? m_field->text() : QString());
}

void FilterRow::updateWords()
{
    const bool server = mode() == Mode::Server;
    m_field->setPlaceholderText(server ? m_words->placeholder : m_containsPlaceholder);
    m_field->setToolTip(server        ? tr("Press Return to ask the server (Ctrl+I)")
                        : m_canSearch ? tr("Press Return to search in all folders below (Ctrl+I)")
                                      : tr("Ctrl+I"));
}

void FilterRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), m_appearance.theme().color(Token::Border));
}

bool FilterRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field ||
        (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Escape && key != Qt::Key_Down)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        if (key == Qt::Key_Escape)
            m_field->clear();
        emit leftField();
    }
    return true;
}

namespace {

using State = CollectionCursor::State;

class ListingTexts {
    Q_DECLARE_TR_FUNCTIONS(ListingTexts)
};

bool isMerged(const ListingFacts& facts)
{
    return facts.parts.all > 1;
}

// Of several regions, those of which not all is known.
std::size_t failedParts(const ListingFacts& facts)
{
    return isMerged(facts) ? facts.parts.denied + facts.parts.failed : 0;
}

// All of it waits for a person, so that a row for each region would say the same.
bool needsSignIn(const ListingFacts& facts)
{
    return facts.state == State::Failed && facts.error && signInNeed(*facts.error) != SignInNeed::None &&
           failedParts(facts) == facts.parts.all;
}

QString completeness(const ListingFacts& facts)
{
    const QString loaded = countText(facts.loaded);
    const bool named = facts.state == State::Complete && !facts.words.one.isEmpty();
    const QString all =
        named ? ListingTexts::tr("%1 %2").arg(loaded, facts.loaded == 1 ? facts.words.one : facts.words.many)
              : ListingTexts::tr("%1 loaded").arg(loaded);
    const QString count =
        facts.contains.isEmpty() ? all : ListingTexts::tr("%1 of %2").arg(countText(facts.shown), all);
    switch (facts.state) {
    case State::Pristine:
        return {};
    case State::Loading:
        return facts.loaded == 0 ? ListingTexts::tr("Loading\u2026")
                                 : ListingTexts::tr("%1, loading more\u2026").arg(count);
    case State::More:
        return ListingTexts::tr("%1, more").arg(count);
    case State::Complete:
        return facts.loaded == 0 ? ListingTexts::tr("0 %1, complete").arg(facts.words.many)
                                 : ListingTexts::tr("%1, complete").arg(count);
    case State::Failed:
        break;
    }
    if (isMerged(facts))
        return ListingTexts::tr("%1, not complete").arg(count);
    if (facts.loaded > 0)
        return ListingTexts::tr("%1, then failed").arg(count);
    return failureWord(facts.error);
}

// "12 of 17 regions, 3 denied"
QString regionsText(const ListingTableModel::Parts& parts)
{
    QString text = ListingTexts::tr("%1 of %2 regions").arg(parts.answered).arg(parts.all);
    if (parts.denied > 0)
        text += ListingTexts::tr(", %1 denied").arg(parts.denied);
    if (parts.failed > 0)
        text += ListingTexts::tr(", %1 failed").arg(parts.failed);
    return text;
}

StateContent noMatchState(const ListingFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("filter");
    content.title = ListingTexts::tr("No match in %1 loaded rows").arg(countText(facts.loaded));
    if (facts.state == State::Complete) {
        content.sentence = facts.words.allLookedAt;
    } else {
        content.sentence = facts.words.moreToLookAt;
        content.actions.append({stateaction::loadMore, ListingTexts::tr("Load more"), {}});
    }
    if (!facts.words.askServer.isEmpty())
        content.actions.append({stateaction::askServer, facts.words.askServer, {}});
    content.actions.append({stateaction::clearFilter, ListingTexts::tr("Clear filter"), {}});
    return content;
}

StateContent failedState(const ListingFacts& facts)
{
    const Error error = facts.error.value_or(Error{});
    const bool denied = isAccessDenied(error);
    StateContent content =
        errorState(error, denied ? facts.words.denied : facts.words.failed, facts.requests > 0);
    if (denied && !facts.words.deniedSentence.isEmpty())
        content.sentence = facts.words.deniedSentence;
    offerSignIn(content, error);
    return content;
}

} // namespace

StatusFacts listingStatus(const ListingFacts& facts)
{
    StatusFacts status;
    status.mark = pageMark(facts.state, facts.error);
    status.count = completeness(facts);
    if (isMerged(facts))
        status.facts.append(regionsText(facts.parts));
    if (facts.requests > 0) {
        status.facts.append(requestsText(facts.requests));
        status.facts.append(waitedText(facts.elapsed));
    }
    if (!facts.contains.isEmpty())
        status.facts.append(ListingTexts::tr("filter: loaded rows"));
    else if (facts.words.serverFiltered)
        status.facts.append(ListingTexts::tr("filter: server"));
    // What is still to come may belong between them.
    if (facts.sorted && facts.loaded > 0 && facts.state != State::Complete)
        status.facts.append(ListingTexts::tr("sorted: loaded rows only"));
    status.canLoadMore = facts.state == State::More;
    status.canLoadAll = facts.state == State::More;
    status.canCancel = facts.state == State::Loading;
    return status;
}

std::optional<StateContent> listingState(const ListingFacts& facts)
{
    if (facts.loaded > 0) {
        const bool nothingShown = facts.shown == 0 && !facts.contains.isEmpty();
        return nothingShown && facts.state != State::Loading ? std::optional(noMatchState(facts))
                                                             : std::nullopt;
    }
    if (facts.state == State::Complete)
        return facts.words.empty;
    if (facts.state == State::Failed && (!isMerged(facts) || needsSignIn(facts)))
        return failedState(facts);
    return std::nullopt;
}

std::optional<StateContent> listingGap(const ListingFacts& facts)
{
    if (const auto failed = failedParts(facts); failed > 0 && facts.state != State::Loading) {
        StateContent content;
        content.iconName = QStringLiteral("warn");
        content.danger = true;
        content.title =
            failed == 1
                ? ListingTexts::tr("1 of %1 regions is not in the list").arg(facts.parts.all)
                : ListingTexts::tr("%1 of %2 regions are not in the list").arg(failed).arg(facts.parts.all);
        content.sentence = ListingTexts::tr("Each of them is a row that says why.");
        content.actions = {{stateaction::retry, ListingTexts::tr("Retry all"), QStringLiteral("reload")}};
        return content;
    }
    if (facts.state != State::Failed || facts.loaded == 0 || !facts.error)
        return std::nullopt;
    return failedPageState(*facts.error, facts.pages + 1,
                           ListingTexts::tr("The %1 rows above are kept.").arg(countText(facts.loaded)));
}

ListingPage::ListingPage(const Appearance& appearance, ListingTableModel& model, const QString& rowsName,
                         QWidget* parent)
    : ListingPage(appearance, model, new FilterRow(appearance, tr("Filter %1").arg(rowsName.toLower())),
                  rowsName, parent)
{
}

ListingPage::ListingPage(const Appearance& appearance, ListingTableModel& model, FilterRow* filter,
                         const QString& rowsName, QWidget* parent)
    : RowsView(appearance, filter, rowsName, parent), m_model(model), m_filter(filter)
{
    setModel(&m_model);
    table()->header()->setSortIndicatorClearable(true);
    resetSorting();
    table()->setSortingEnabled(true);
    connect(&m_model, &ListingTableModel::listingChanged, this, &ListingPage::refresh);
    connect(&m_model, &ListingTableModel::orderApplied, this, &ListingPage::refresh);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ListingPage::selectPending);
    connect(table(), &QAbstractItemView::activated, this, &ListingPage::activate);
    connect(m_filter, &FilterRow::containsChanged, this, &ListingPage::setContains);
    auto* remove = new QShortcut(keysOf(CommandId::Delete).value(0), table());
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &ListingPage::deletionRequested);
    connect(m_filter, &FilterRow::leftField, this, &ListingPage::focusRows);
}

bool ListingPage::reloadRows()
{
    bool reloads = false;
    keepRowsDuring([&] { reloads = m_model.reload(); });
    refresh();
    return reloads;
}

void ListingPage::resetSorting()
{
    table()->header()->setSortIndicator(-1, Qt::AscendingOrder);
}

ListingFacts ListingPage::facts() const
{
    ListingFacts facts;
    facts.words = words();
    facts.state = m_model.state();
    facts.error = m_model.error();
    facts.loaded = m_model.loadedCount();
    facts.shown = m_model.shownRows();
    facts.pages = m_model.pages();
    facts.requests = m_model.requests();
    facts.elapsed = m_model.elapsed();
    facts.contains = m_model.contains();
    facts.sorted = m_model.isSorted();
    facts.parts = m_model.parts();
    return facts;
}

RowsReport ListingPage::report() const
{
    const ListingFacts now = facts();
    return {listingStatus(now), listingState(now), listingGap(now), now.loaded > 0 || failedParts(now) > 0,
            m_model.isArranged()};
}

void ListingPage::selectPending()
{
    const int row = takePendingRow();
    if (row < 0)
        return;
    const QModelIndex index = m_model.index(row, 0);
    table()->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
    table()->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void ListingPage::setContains(const QString& text)
{
    m_model.setContains(text);
    refresh();
}

void ListingPage::loadMore()
{
    m_model.loadMore();
}

void ListingPage::loadAll()
{
    m_model.loadAll();
}

void ListingPage::retry()
{
    m_model.retry();
}

void ListingPage::cancel()
{
    m_model.cancel();
}

void ListingPage::clearFilters()
{
    m_filter->clearField();
    clearServerFilter();
}

quint64 ListingPage::lastCallId() const
{
    return m_model.lastCallId();
}

void ListingPage::focusFilter()
{
    m_filter->focusField();
}

} // namespace inia::ui
