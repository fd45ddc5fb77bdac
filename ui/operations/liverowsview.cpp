#include "core/common/clock.h"
#include "core/jmespath/jsontext.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/operations/operationsview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QEvent>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

using operations::LiveRows;
using LiveState = LiveRows::State;

} // namespace

LiveRowsView::LiveRowsView(const Appearance& appearance, QString profile, QWidget* parent)
    : LiveRowsView(appearance, std::move(profile), new QWidget, parent)
{
}

LiveRowsView::LiveRowsView(const Appearance& appearance, QString profile, QWidget* bar, QWidget* parent)
    : RowsView(appearance, bar, tr("Rows"), parent), m_profile(std::move(profile))
{
    setModel(&m_model);
    build(bar);
    refresh();
}

// The table looks at the model, which goes with this object.
LiveRowsView::~LiveRowsView()
{
    table()->setModel(nullptr);
}

void LiveRowsView::build(QWidget* bar)
{
    const Theme& theme = appearance().theme();
    auto* line = new QHBoxLayout(bar);
    const int above = (theme.sizes().filterRow - theme.sizes().control) / 2;
    line->setContentsMargins(theme.px(12), above, theme.px(12), above);
    line->setSpacing(theme.sizes().buttonGap);
    for (auto& choice : m_choices) {
        choice = new ChoiceBox(appearance(), ChoiceBox::Typing::No, bar);
        line->addWidget(choice);
        connect(choice, &QComboBox::activated, this, &LiveRowsView::takeChoice);
    }
    m_word = new QLineEdit(bar);
    m_filter = new QLineEdit(bar);
    m_filter->setPlaceholderText(tr("Filter the rows that are loaded"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_follow = new ToolButton(appearance(), QStringLiteral("pause"), tr("Follow what goes on"), {}, bar);
    m_follow->setCheckable(true);
    line->addWidget(m_word, 1);
    line->addWidget(m_filter, 2);
    line->addWidget(m_follow);
    connect(m_word, &QLineEdit::returnPressed, this, &LiveRowsView::takeChoice);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        listing().filter = text;
        m_model.setFilter(text);
        refresh();
    });
    connect(m_follow, &QAbstractButton::clicked, this, [this](bool follows) {
        if (const auto& rows = listing().rows)
            rows->setWatched(follows);
        showBar();
        refresh();
    });
    table()->setStretchColumn(-1);
    table()->header()->setSectionsClickable(false);
    connect(table(), &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { emit rowActivated(m_model.at(index.row())); });
    for (QWidget* watched : {table()->viewport(), static_cast<QWidget*>(table())})
        watched->installEventFilter(this);
    m_idle.setSingleShot(true);
    m_idle.setInterval(mostIdle);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        m_isIdle = true;
        pause();
    });
}

void LiveRowsView::showAspect(const Aspect& aspect, const Source& source)
{
    if (m_aspect && m_aspect != &aspect && listing().rows)
        listing().rows->setPaused(true);
    const bool isNew = m_listings.find(&aspect) == m_listings.end();
    m_aspect = &aspect;
    m_source = source;
    m_loadsAll = false;
    if (isNew && !source.subject.wanted.empty() && aspect.choices.size() > 1) {
        listing().chosen[1] = 1;
        listing().word = toQString(source.subject.wanted);
    }
    showBar();
    m_model.setFilter(listing().filter);
    const bool waitsForFacts = aspect.needsFacts && source.subject.facts.isNull();
    if (!listing().rows && aspect.operation && source.client && !waitsForFacts)
        start();
    showRows();
    pause();
    m_idle.start();
}

void LiveRowsView::leave()
{
    m_listings.clear();
    m_aspect = nullptr;
    m_source = {};
    m_idle.stop();
    m_model.setRows({}, {});
}

void LiveRowsView::forget(const Aspect& aspect)
{
    m_listings.erase(&aspect);
}

void LiveRowsView::reload()
{
    if (!m_aspect || !m_aspect->operation || !m_source.client)
        return;
    keepRowsDuring([this] {
        start();
        showRows();
    });
    refresh();
}

void LiveRowsView::start()
{
    LiveRows::Question question;
    question.operation = m_aspect->operation;
    question.params = m_aspect->params(m_source.subject);
    const auto now = m_source.client->clock()->now();
    for (std::size_t i = 0; i < m_aspect->choices.size(); ++i) {
        const auto& choice = m_aspect->choices[i];
        const auto option = static_cast<std::size_t>(listing().chosen[i]);
        choice.apply(question.params, choice.options[option].second, listing().word.trimmed().toStdString(),
                     now);
    }
    question.rows = m_aspect->found;
    question.key = m_aspect->key;
    if (m_aspect->pageSize > 0)
        question.pageSize = m_aspect->pageSize;
    question.target = m_source.subject.id();
    question.cause = "Follow " + question.target;
    question.interval = m_aspect->interval;
    question.isMoving = m_aspect->isMoving;
    if (m_aspect->takesTurns)
        question.turns = m_source.turns;
    question.whose = m_source.whose;
    listing().rows = makeOwned<LiveRows>(*m_source.client, std::move(question));
    LiveRows* rows = listing().rows.get();
    const auto isShown = [this, rows] { return m_aspect && listing().rows.get() == rows; };
    connect(rows, &LiveRows::inserted, this, [this, isShown](int first, const std::vector<Value>& added) {
        if (!isShown())
            return;
        if (m_aspect->derived)
            showRows();
        else
            m_model.insert(first, added);
        emit rowsChanged();
    });
    connect(rows, &LiveRows::changed, this, [this, isShown](int row, const Value& value) {
        if (!isShown())
            return;
        if (m_aspect->derived)
            showRows();
        else
            m_model.change(row, value);
        emit rowsChanged();
    });
    connect(rows, &LiveRows::stateChanged, this, [this, isShown, rows] {
        m_loadsAll = m_loadsAll && rows->state() != LiveState::Failed;
        if (m_loadsAll && rows->state() == LiveState::More)
            rows->fetchNextPage("Load all rows");
        if (isShown())
            refresh();
    });
    connect(rows, &LiveRows::asked, this, &LiveRowsView::refresh);
    connect(rows, &LiveRows::settled, this, &LiveRowsView::settled);
    rows->fetchNextPage("Open " + m_source.subject.id());
}

// Where they are made of those that came, all of them anew.
void LiveRowsView::showRows()
{
    ResourceColumns columns;
    for (const auto& column : m_aspect->columns) {
        ResourceColumn shown{ResourceColumn::Source::Expression,
                             column.path,
                             aspectText(column.title).toStdString(),
                             column.kind,
                             column.unit,
                             {}};
        if (auto expression = Expression::parse(column.path))
            shown.expression = std::move(expression).value();
        columns.push_back(std::move(shown));
    }
    LiveRows::Rows rows;
    const Value known = m_aspect->operation ? Value() : searchOrNull(m_aspect->found, m_source.subject.facts);
    rows.assign(known.items().begin(), known.items().end());
    if (listing().rows)
        rows = listing().rows->rows();
    if (m_aspect->derived) {
        const auto derived = m_aspect->derived(rows);
        rows.assign(derived.begin(), derived.end());
    }
    const bool isSame = m_model.columns() == columns;
    keepRowsDuring([&] { m_model.setRows(std::move(columns), std::move(rows)); });
    if (!isSame)
        fitColumns();
    emit rowsChanged();
    refresh();
}

void LiveRowsView::fitColumns()
{
    int widest = -1;
    for (std::size_t i = 0; i < m_aspect->columns.size(); ++i) {
        const int width = m_aspect->columns[i].width;
        if (width == 0)
            widest = static_cast<int>(i);
        else
            table()->header()->resizeSection(static_cast<int>(i), appearance().theme().px(width));
    }
    table()->setStretchColumn(widest);
}

void LiveRowsView::showBar()
{
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        const bool isThere = i < m_aspect->choices.size();
        m_choices[i]->setVisible(isThere);
        if (!isThere)
            continue;
        QStringList options;
        for (const auto& [text, value] : m_aspect->choices[i].options)
            options.append(aspectText(text));
        m_choices[i]->setChoices(options);
        m_choices[i]->setCurrentIndex(listing().chosen[i]);
        m_choices[i]->setAccessibleName(aspectText(m_aspect->choices[i].title));
        m_choices[i]->fitWidth();
    }
    const char* word = m_aspect->choices.empty() ? nullptr : m_aspect->choices.back().word;
    m_word->setVisible(word != nullptr);
    m_word->setPlaceholderText(word ? aspectText(word) : QString());
    m_word->setAccessibleName(m_word->placeholderText());
    m_word->setText(listing().word);
    const QSignalBlocker quiet(m_filter);
    m_filter->setText(listing().filter);
    m_follow->setVisible(m_aspect->isMoving != nullptr);
    const bool follows = !listing().rows || listing().rows->wantsWatching();
    m_follow->setChecked(follows);
    m_follow->setMeaning(follows ? QStringLiteral("pause") : QStringLiteral("play"),
                         follows ? tr("What goes on is followed; stop that") : tr("Follow what goes on"));
}

void LiveRowsView::takeChoice()
{
    for (std::size_t i = 0; i < m_choices.size(); ++i)
        listing().chosen[i] = qMax(0, m_choices[i]->currentIndex());
    listing().word = m_word->text();
    m_loadsAll = false;
    start();
    showRows();
}

// Nobody looks, or nobody is there.
void LiveRowsView::pause()
{
    if (m_aspect && listing().rows)
        listing().rows->setPaused(m_isIdle || !isVisible() || window()->isMinimized());
    refresh();
}

bool LiveRowsView::eventFilter(QObject* watched, QEvent* event)
{
    const bool isInput = event->type() == QEvent::MouseMove || event->type() == QEvent::Wheel ||
                         event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress;
    if (isInput && m_aspect) {
        m_idle.start();
        if (std::exchange(m_isIdle, false))
            pause();
    }
    return RowsView::eventFilter(watched, event);
}

void LiveRowsView::showEvent(QShowEvent* event)
{
    RowsView::showEvent(event);
    pause();
}

void LiveRowsView::hideEvent(QHideEvent* event)
{
    RowsView::hideEvent(event);
    pause();
}

void LiveRowsView::cancel()
{
    m_loadsAll = false;
    if (m_aspect && listing().rows)
        listing().rows->cancel();
    refresh();
}

const LiveRows* LiveRowsView::live() const
{
    const auto found = m_listings.find(m_aspect);
    return m_aspect && found != m_listings.end() ? found->second.rows.get() : nullptr;
}

const Value& LiveRowsView::selectedRow() const
{
    const auto rows = selectedRows();
    return m_model.at(rows.isEmpty() ? -1 : rows.back());
}

void LiveRowsView::selectRow(const Value& row)
{
    if (const int at = m_model.rowOf(row); at >= 0)
        table()->selectRow(at);
    focusRows();
}

std::optional<Error> LiveRowsView::error() const
{
    const auto* rows = live();
    std::optional<Error> error = rows ? rows->error() : m_source.failure;
    if (rows && rows->hasEnded() && !error)
        error = rows->watchError();
    return error;
}

StatusFacts LiveRowsView::status() const
{
    StatusFacts status;
    const auto* rows = live();
    const QString count =
        m_model.allRows() == 1 ? tr("1 row") : tr("%1 rows").arg(countText(m_model.allRows()));
    if (!rows) {
        status.count = m_source.subject.facts.isNull() ? QString() : tr("%1, complete").arg(count);
        status.mark =
            !error() && m_source.subject.facts.isNull() ? StatusFacts::Mark::Busy : StatusFacts::Mark::None;
        return status;
    }
    const LiveState state = rows->state();
    status.mark = pageMark(state, rows->error());
    status.count = state == LiveState::Loading                        ? tr("%1, loading\u2026").arg(count)
                   : state == LiveState::Complete                     ? tr("%1, complete").arg(count)
                   : state == LiveState::More                         ? tr("%1, more").arg(count)
                   : state == LiveState::Failed && rows->pages() == 0 ? failureWord(rows->error())
                   : state == LiveState::Failed                       ? tr("%1, then failed").arg(count)
                                                                      : tr("Stopped");
    if (!m_model.filter().isEmpty())
        status.facts.append(tr("%1 of those loaded fit").arg(countText(m_model.rowCount())));
    status.facts.append(requestsText(rows->requests()));
    status.facts.append(waitedText(rows->elapsed()));
    if (rows->watchError())
        status.facts.append(tr("last request: %1").arg(errorName(*rows->watchError())));
    if (rows->hasEnded())
        status.facts.append(tr("no longer followed"));
    else if (m_isIdle && rows->isWatched())
        status.facts.append(tr("paused after an hour without input"));
    else if (rows->isWatched())
        status.facts.append(tr("asked again every %1 s").arg(rows->interval().count() / 1000));
    status.canLoadMore = status.canLoadAll = state == LiveState::More;
    status.canCancel = state == LiveState::Loading;
    return status;
}

StateContent LiveRowsView::emptyState() const
{
    StateContent content;
    content.iconName = QStringLiteral("list");
    const auto* rows = live();
    if (!m_model.filter().isEmpty() && m_model.allRows() > 0) {
        content.title = tr("No row that is loaded fits");
        content.actions = {{stateaction::clearFilter, tr("Show all rows"), QStringLiteral("x")}};
    } else if (rows && rows->state() == LiveState::Pristine) {
        content.title = tr("Stopped before the first page");
        content.actions = {{stateaction::loadMore, tr("Load"), QStringLiteral("reload")}};
    } else {
        content.title = aspectText(m_aspect->empty);
        content.sentence = rows && rows->state() == LiveState::More ? tr("There are more pages.") : QString();
    }
    if (rows && rows->state() == LiveState::More)
        content.actions.append({stateaction::loadMore, tr("Load more"), QStringLiteral("reload")});
    return content;
}

RowsReport LiveRowsView::report() const
{
    RowsReport report;
    if (!m_aspect)
        return report;
    report.status = status();
    report.hasRows = m_model.rowCount() > 0;
    const auto problem = error();
    if (problem && report.hasRows) {
        const QString kept = tr("The %1 rows above are kept.").arg(countText(m_model.rowCount()));
        report.below = !live() || live()->hasEnded() ? endedEarlyState(*problem, kept)
                                                     : failedPageState(*problem, live()->pages() + 1, kept);
    } else if (problem) {
        report.instead = errorState(*problem, tr("%1 could not be read").arg(aspectText(m_aspect->title)),
                                    lastCallId() != 0);
        if (isAccessDenied(*problem))
            report.instead->sentence = tr("%1 may not call %2 here, or a policy denies it.")
                                           .arg(m_profile, toOneLine(problem->operation));
        offerSignIn(*report.instead, *problem);
        if (!live())
            report.instead = withoutRetry(*report.instead);
    } else if (!report.hasRows && report.status.mark != StatusFacts::Mark::Busy) {
        report.instead = emptyState();
    }
    return report;
}

void LiveRowsView::loadMore()
{
    if (m_aspect && listing().rows)
        listing().rows->fetchNextPage("Load more");
}

void LiveRowsView::loadAll()
{
    m_loadsAll = true;
    loadMore();
}

void LiveRowsView::retry()
{
    if (const auto* rows = live(); rows && rows->hasEnded())
        reload();
    else
        loadMore();
}

void LiveRowsView::clearFilters()
{
    m_filter->clear();
}

void LiveRowsView::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

quint64 LiveRowsView::lastCallId() const
{
    return live() ? live()->lastCallId() : 0;
}

std::string LiveRowsView::rowKey(int row) const
{
    const Value key = m_aspect && *m_aspect->key ? searchOrNull(m_aspect->key, m_model.at(row)) : Value();
    return key.isInt() ? std::to_string(key.toInt()) : key.text();
}

QString LiveRowsView::copyText() const
{
    QStringList rows;
    for (const int row : selectedRows())
        rows.append(toQString(jmespath::spacedJsonText(m_model.at(row))));
    return rows.join(u'\n');
}

} // namespace inia::ui
