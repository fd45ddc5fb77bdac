#include "ui/search/searchbar.h"

#include "ui/models/displaytext.h"
#include "ui/models/objecttablemodel.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStandardPaths>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::ui {

namespace {

constexpr int fieldWidth = 72;
constexpr const char* archived = "archived";
constexpr std::array<const char*, 9> storageClasses{
    "STANDARD", "STANDARD_IA",  "ONEZONE_IA",      "INTELLIGENT_TIERING", "GLACIER_IR",
    "GLACIER",  "DEEP_ARCHIVE", "EXPRESS_ONEZONE", "REDUCED_REDUNDANCY"};

std::vector<std::string> splitAt(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = std::min(text.find(separator, begin), text.size());
        if (end > begin)
            parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts, char separator)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? std::string() : std::string(1, separator)) + part;
    return text;
}

Error notUnderstood(const QString& sentence)
{
    return makeError(ErrorKind::Parameter, "BadPattern", sentence.toStdString());
}

} // namespace

bool SearchWish::isAt(const Place& place)
{
    return place.s3() != nullptr && (place.state("find") != nullptr || place.state("snapshot") != nullptr);
}

SearchWish SearchWish::of(const Place& place)
{
    SearchWish wish;
    const auto state = [&place](const char* name) {
        const std::string* value = place.state(name);
        return value != nullptr ? *value : std::string();
    };
    wish.below = *place.s3();
    wish.buckets = splitAt(state("in"), ',');
    wish.text = state("find");
    wish.snapshot = state("snapshot");
    wish.against = state("against");
    for (const std::string& word : splitAt(state("with"), ',')) {
        const auto colon = word.find(':');
        const std::string name = word.substr(0, colon);
        const std::string value = colon == std::string::npos ? std::string() : word.substr(colon + 1);
        if (name == "glob")
            wish.kind = ObjectQuery::Kind::Glob;
        else if (name == "regex")
            wish.kind = ObjectQuery::Kind::Regex;
        else if (name == "key")
            wish.isOfWholeKey = true;
        else if (name == "case")
            wish.isCaseSensitive = true;
        else if (name == "larger")
            wish.larger = value;
        else if (name == "smaller")
            wish.smaller = value;
        else if (name == "newer")
            wish.newer = value;
        else if (name == "older")
            wish.older = value;
        else if (name == "class")
            wish.storageClass = value;
    }
    return wish;
}

Place SearchWish::place() const
{
    std::vector<std::string> words;
    if (kind != ObjectQuery::Kind::Words)
        words.emplace_back(kind == ObjectQuery::Kind::Glob ? "glob" : "regex");
    if (isOfWholeKey)
        words.emplace_back("key");
    if (isCaseSensitive)
        words.emplace_back("case");
    for (const auto& [name, value] :
         {std::pair("larger:", &larger), std::pair("smaller:", &smaller), std::pair("newer:", &newer),
          std::pair("older:", &older), std::pair("class:", &storageClass)}) {
        if (!value->empty())
            words.push_back(name + *value);
    }
    Place place = Place(below).withState("find", text);
    if (!words.empty())
        place = place.withState("with", joined(words, ','));
    if (!buckets.empty())
        place = place.withState("in", joined(buckets, ','));
    if (!snapshot.empty())
        place = place.withState("snapshot", snapshot);
    return against.empty() ? place : place.withState("against", against);
}

bool SearchWish::isEmpty() const
{
    return text.empty() && larger.empty() && smaller.empty() && newer.empty() && older.empty() &&
           storageClass.empty();
}

Result<ObjectQuery> SearchWish::query(std::int64_t nowMs) const
{
    ObjectQuery query;
    query.kind = kind;
    query.text = text;
    query.isOfWholeKey = isOfWholeKey;
    query.isCaseSensitive = isCaseSensitive;
    for (const auto& [typed, bytes] :
         {std::pair(&larger, &query.larger), std::pair(&smaller, &query.smaller)}) {
        if (typed->empty())
            continue;
        *bytes = sizeFromText(*typed);
        if (!*bytes)
            return notUnderstood(
                SearchBar::tr("“%1” is no size: write 1000, 10K, 5M or 2G.").arg(toOneLine(*typed)));
    }
    for (const auto& [typed, time] : {std::pair(&newer, &query.newer), std::pair(&older, &query.older)}) {
        if (typed->empty())
            continue;
        const auto length = lengthFromText(*typed);
        if (!length)
            return notUnderstood(
                SearchBar::tr("“%1” is no length of time: write 15m, 12h, 7d or 2w.").arg(toOneLine(*typed)));
        *time = nowMs - length->count();
    }
    if (storageClass == archived)
        query.isArchived = true;
    else if (!storageClass.empty())
        query.classes = {storageClass};
    if (const auto matcher = ObjectMatcher::of(query); !matcher)
        return matcher.error();
    return query;
}

QString SearchWish::placeText() const
{
    if (!buckets.empty())
        return SearchBar::tr("%1 buckets").arg(buckets.size());
    if (below.bucket.empty())
        return SearchBar::tr("all buckets");
    if (below.prefix.empty())
        return toOneLine(below.bucket);
    return SearchBar::tr("%1 in %2").arg(toOneLine(below.prefix), toOneLine(below.bucket));
}

std::string snapshotFolder()
{
    return (QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/snapshots"))
        .toStdString();
}

SearchBar::SearchBar(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_filters(new QWidget(this)),
      m_scope(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
      m_kind(new SegmentedControl(appearance, {tr("Words"), tr("Pattern"), tr("Regex")}, this)),
      m_text(new QLineEdit(this)),
      m_run(new Button(appearance, Button::Kind::Primary, tr("Search"), QStringLiteral("search"), this)),
      m_stop(new Button(appearance, Button::Kind::Default, tr("Stop"), QStringLiteral("stop"), this)),
      m_part(new SegmentedControl(appearance, {tr("Name"), tr("Whole key")}, m_filters)),
      m_case(new QCheckBox(tr("Match case"), m_filters)),
      m_class(new ChoiceBox(appearance, ChoiceBox::Typing::No, m_filters)),
      m_snapshots(new ToolButton(appearance, QStringLiteral("history"), tr("Snapshots"), {}, m_filters)),
      m_problem(new ElidedLabel(appearance, FontRole::Secondary, Token::Danger, this))
{
    build();
    for (QLineEdit* field : {m_text, m_larger, m_smaller, m_newer, m_older}) {
        connect(field, &QLineEdit::returnPressed, this, &SearchBar::searchRequested);
        connect(field, &QLineEdit::textChanged, this, [this] { setProblem({}); });
    }
    connect(m_kind, &SegmentedControl::currentChanged, this, &SearchBar::followKind);
    connect(m_run, &QAbstractButton::clicked, this, &SearchBar::searchRequested);
    connect(m_stop, &QAbstractButton::clicked, this, &SearchBar::stopRequested);
    followKind();
}

void SearchBar::build()
{
    const Theme& theme = m_appearance.theme();
    const int above = (theme.sizes().filterRow - theme.sizes().control) / 2;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 1);
    all->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(theme.px(8), above, theme.px(12), above);
    line->setSpacing(theme.sizes().buttonGap);
    for (QWidget* widget : {static_cast<QWidget*>(m_scope), static_cast<QWidget*>(m_kind)})
        line->addWidget(widget);
    line->addWidget(m_text, 1);
    line->addWidget(m_run);
    line->addWidget(m_stop);
    all->addLayout(line);
    auto* filters = new FlowLayout(theme.px(8), m_filters);
    filters->setContentsMargins(theme.px(8), 0, theme.px(12), above);
    filters->addWidget(m_part);
    m_case->setFixedHeight(theme.sizes().control);
    filters->addWidget(m_case);
    m_larger = addField(tr("At least"), tr("10M"));
    m_smaller = addField(tr("At most"), tr("2G"));
    m_newer = addField(tr("Newer than"), tr("7d"));
    m_older = addField(tr("Older than"), tr("4w"));
    filters->addWidget(m_class);
    filters->addWidget(m_snapshots);
    all->addWidget(m_filters);
    auto* problem = new QHBoxLayout;
    problem->setContentsMargins(theme.sizes().panelPadding, 0, theme.px(8), 0);
    problem->addWidget(m_problem);
    all->addLayout(problem);
    m_problem->setElideMode(Qt::ElideRight);
    m_problem->setFixedHeight(theme.px(24));
    m_problem->hide();
    m_stop->setFixedWidth(qMax(m_run->sizeHint().width(), m_stop->sizeHint().width()));
    m_run->setFixedWidth(m_stop->width());
    m_stop->hide();
    m_kind->setOptionToolTip(0, tr("All of the words, anywhere in the name"));
    m_kind->setOptionToolTip(1, tr("* and ? stay within a folder, ** does not; [a-z], {one,other}"));
    m_kind->setOptionToolTip(2, tr("A regular expression, found anywhere"));
    m_text->setClearButtonEnabled(true);
    m_text->setAccessibleName(tr("Looked for"));
    m_text->installEventFilter(this);
    m_scope->setAccessibleName(tr("Where to look"));
    m_class->setAccessibleName(tr("Storage class"));
    QStringList classes{tr("Any class"), tr("Archived")};
    for (const char* name : storageClasses)
        classes.append(storageClassText(name));
    m_class->setChoices(classes);
    m_class->setCurrentIndex(0);
    m_class->fitWidth();
    m_snapshots->setPopupMode(QToolButton::InstantPopup);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QLineEdit* SearchBar::addField(const QString& label, const QString& example)
{
    const Theme& theme = m_appearance.theme();
    auto* pair = new QWidget(m_filters);
    auto* line = new QHBoxLayout(pair);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.px(4));
    auto* field = new QLineEdit(pair);
    field->setFixedWidth(theme.px(fieldWidth));
    field->setPlaceholderText(example);
    field->setAccessibleName(label);
    line->addWidget(new TextLabel(m_appearance, FontRole::Secondary, Token::Text2, label, pair));
    line->addWidget(field);
    m_filters->layout()->addWidget(pair);
    return field;
}

void SearchBar::followKind()
{
    static constexpr std::array<const char*, 3> examples{
        QT_TRANSLATE_NOOP("SearchBar", "report 2026"),
        QT_TRANSLATE_NOOP("SearchBar", "*.parquet, logs/**/error-?.gz"),
        QT_TRANSLATE_NOOP("SearchBar", "^logs/.*\\.gz$")};
    m_text->setPlaceholderText(
        QCoreApplication::translate("SearchBar", examples[static_cast<std::size_t>(m_kind->currentIndex())]));
    setProblem({});
}

// From the folder outwards, so that a search can be widened by one choice.
void SearchBar::setWish(const SearchWish& wish)
{
    m_wish = wish;
    m_scopes.clear();
    QStringList places;
    const auto offer = [&](const S3Location& below, const std::vector<std::string>& buckets,
                           const QString& text) {
        SearchWish scope;
        scope.below = below;
        scope.buckets = buckets;
        m_scopes.push_back(scope);
        places.append(text);
    };
    if (!wish.buckets.empty())
        offer({}, wish.buckets, tr("In %1").arg(wish.placeText()));
    if (!wish.below.prefix.empty())
        offer(wish.below, {}, tr("Below %1").arg(toOneLine(wish.below.prefix)));
    if (!wish.below.bucket.empty())
        offer({wish.below.bucket, {}}, {}, tr("In %1").arg(toOneLine(wish.below.bucket)));
    if (wish.snapshot.empty() || m_scopes.empty())
        offer({}, {}, tr("In all buckets"));
    m_scope->setChoices(places);
    m_scope->setCurrentIndex(0);
    m_scope->fitWidth();
    m_kind->setCurrentIndex(static_cast<int>(wish.kind));
    followKind();
    m_text->setText(toQString(wish.text));
    m_part->setCurrentIndex(wish.isOfWholeKey ? 1 : 0);
    m_case->setChecked(wish.isCaseSensitive);
    m_larger->setText(toQString(wish.larger));
    m_smaller->setText(toQString(wish.smaller));
    m_newer->setText(toQString(wish.newer));
    m_older->setText(toQString(wish.older));
    int chosen = wish.storageClass == archived ? 1 : 0;
    for (std::size_t i = 0; i < storageClasses.size(); ++i)
        chosen = wish.storageClass == storageClasses[i] ? static_cast<int>(i) + 2 : chosen;
    m_class->setCurrentIndex(chosen);
}

SearchWish SearchBar::wish() const
{
    SearchWish wish = m_wish;
    const auto& scope = m_scopes[static_cast<std::size_t>(m_scope->currentIndex())];
    wish.below = scope.below;
    wish.buckets = scope.buckets;
    wish.kind = static_cast<ObjectQuery::Kind>(m_kind->currentIndex());
    wish.text = m_text->text().toStdString();
    wish.isOfWholeKey = m_part->currentIndex() == 1;
    wish.isCaseSensitive = m_case->isChecked();
    const auto typed = [](const QLineEdit* field) { return field->text().trimmed().toStdString(); };
    wish.larger = typed(m_larger);
    wish.smaller = typed(m_smaller);
    wish.newer = typed(m_newer);
    wish.older = typed(m_older);
    const int chosen = m_class->currentIndex();
    wish.storageClass = chosen == 0   ? std::string()
                        : chosen == 1 ? std::string(archived)
                                      : std::string(storageClasses[static_cast<std::size_t>(chosen) - 2]);
    return wish;
}

void SearchBar::setRunning(bool running)
{
    m_run->setVisible(!running);
    m_stop->setVisible(running);
}

void SearchBar::setProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void SearchBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = m_appearance.theme();
    painter.fillRect(rect(), theme.color(Token::Surface));
    drawHairline(painter, QRect(0, height() - 1, width(), 1), theme.color(Token::Border));
}

bool SearchBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        emit leftField();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// ---- what is said -----------------------------------------------------------------------------------------

namespace {

using ScopeState = ObjectSearch::State;

constexpr double dollarsForThousandLists = 0.005;

class SearchTexts {
    Q_DECLARE_TR_FUNCTIONS(SearchTexts)
};

QString countOf(std::uint64_t number)
{
    return countText(static_cast<qint64>(number));
}

QString foundText(const SearchFacts& facts)
{
    if (facts.wish.against.empty())
        return SearchTexts::tr("%1 found").arg(countOf(facts.hits));
    return SearchTexts::tr("%1 new, %2 changed, %3 gone")
        .arg(countOf(facts.added), countOf(facts.changed), countOf(facts.gone));
}

StateContent questionState(const SearchFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("pause");
    content.title = SearchTexts::tr("Go on after %1 requests?").arg(countText(facts.requests));
    content.sentence =
        SearchTexts::tr("%1 more list about ten million objects at most, and cost about $%2 at AWS.")
            .arg(countText(SearchFacts::requestsAtFirst),
                 decimalNumber(SearchFacts::requestsAtFirst / 1000.0 * dollarsForThousandLists, 2));
    content.actions = {{searchaction::goOn, SearchTexts::tr("Go on"), QStringLiteral("play")},
                       {searchaction::stop, SearchTexts::tr("Stop"), QStringLiteral("stop")}};
    return content;
}

// Places that were not searched to their ends, each by name while they are few.
StateContent missingState(const SearchFacts& facts)
{
    constexpr int mostNamed = 4;
    QStringList names;
    int count = 0;
    for (const auto& scope : facts.scopes) {
        if (!scope.error || ++count > mostNamed)
            continue;
        const QString uri = toOneLine(S3Location{scope.place.bucket, scope.place.prefix}.uri());
        names.append(scope.state == ScopeState::Denied
                         ? SearchTexts::tr("%1 (%2 is denied)").arg(uri, toQString(scope.action))
                         : SearchTexts::tr("%1 (%2)").arg(uri, errorName(*scope.error)));
    }
    if (count > mostNamed)
        names.append(SearchTexts::tr("%1 more").arg(count - mostNamed));
    StateContent content;
    content.danger = true;
    content.iconName = QStringLiteral("warn");
    content.title =
        SearchTexts::tr("%1 of %2 places were not searched to the end").arg(count).arg(facts.scopes.size());
    content.sentence = names.join(QStringLiteral(", "));
    content.actions = {{stateaction::retry, SearchTexts::tr("Search them again"), QStringLiteral("reload")}};
    return content;
}

StateContent nothingState(const SearchFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("search");
    if (facts.end == SearchFacts::End::None) {
        content.title = SearchTexts::tr("What are you looking for?");
        content.sentence =
            SearchTexts::tr("Type words, a pattern or an expression, or set a size, an age or a class, and "
                            "press Return. A million objects take 1,000 requests, about $0.005 at AWS.");
        return content;
    }
    if (facts.end == SearchFacts::End::Stopped) {
        content.title = SearchTexts::tr("Stopped before anything was found");
        content.actions = {{stateaction::retry, SearchTexts::tr("Go on"), QStringLiteral("play")}};
        return content;
    }
    content.title = facts.wish.against.empty()
                        ? SearchTexts::tr("Nothing found in %1").arg(facts.wish.placeText())
                        : SearchTexts::tr("Nothing has changed in %1").arg(facts.wish.placeText());
    content.sentence = SearchTexts::tr("All %1 objects were looked at.").arg(countOf(facts.keys));
    if (!facts.wish.below.bucket.empty() && facts.wish.snapshot.empty())
        content.actions = {
            {searchaction::everywhere, SearchTexts::tr("Search all buckets"), QStringLiteral("search")}};
    return content;
}

} // namespace

StatusFacts searchStatus(const SearchFacts& facts)
{
    using End = SearchFacts::End;
    StatusFacts status;
    const QString found = foundText(facts);
    status.canCancel = facts.isRunning;
    if (facts.isPaused) {
        status.mark = StatusFacts::Mark::Warning;
        status.count = SearchTexts::tr("%1, paused after %2 requests").arg(found, countText(facts.requests));
    } else if (facts.isRunning) {
        status.mark = StatusFacts::Mark::Busy;
        status.count = facts.isListing ? SearchTexts::tr("Listing all objects\u2026")
                                       : SearchTexts::tr("%1, searching\u2026").arg(found);
    } else if (facts.end == End::Whole) {
        status.count = SearchTexts::tr("%1, complete").arg(found);
    } else if (facts.end == End::Partial || facts.end == End::Stopped) {
        status.mark = StatusFacts::Mark::Warning;
        status.count = facts.end == End::Stopped ? SearchTexts::tr("%1, stopped: not complete").arg(found)
                                                 : SearchTexts::tr("%1, not complete").arg(found);
    } else if (facts.end == End::Failed) {
        status.mark = StatusFacts::Mark::Warning;
        status.count = failureWord(facts.error);
    }
    if (facts.scopes.size() > 1) {
        const auto count = [&facts](ScopeState state) {
            return std::count_if(facts.scopes.begin(), facts.scopes.end(),
                                 [state](const auto& scope) { return scope.state == state; });
        };
        status.facts.append(
            SearchTexts::tr("%1 of %2 places").arg(count(ScopeState::Done)).arg(facts.scopes.size()));
        if (const auto denied = count(ScopeState::Denied))
            status.facts.append(SearchTexts::tr("%1 denied").arg(denied));
        if (const auto failed = count(ScopeState::Failed))
            status.facts.append(SearchTexts::tr("%1 failed").arg(failed));
    }
    if (facts.keys > 0)
        status.facts.append(SearchTexts::tr("%1 objects looked at").arg(countOf(facts.keys)));
    if (facts.end != End::None || facts.isRunning) {
        status.facts.append(requestsText(facts.requests));
        status.facts.append(waitedText(facts.elapsed));
    }
    if (facts.snapshot)
        status.facts.append(SearchTexts::tr("snapshot of %1").arg(dateText(facts.snapshot->taken)));
    if (facts.end == End::Whole && facts.hits > facts.shown)
        status.facts.append(SearchTexts::tr("the first %1 are shown").arg(countOf(facts.shown)));
    return status;
}

std::optional<StateContent> searchGap(const SearchFacts& facts)
{
    if (facts.isPaused)
        return questionState(facts);
    if (facts.isRunning)
        return std::nullopt;
    if (facts.end == SearchFacts::End::Failed && facts.error) {
        StateContent content = errorState(
            *facts.error, SearchTexts::tr("The search in %1 failed").arg(facts.wish.placeText()), false);
        offerSignIn(content, *facts.error);
        return content;
    }
    return facts.end == SearchFacts::End::Partial ? std::optional(missingState(facts)) : std::nullopt;
}

std::optional<StateContent> searchState(const SearchFacts& facts)
{
    if (facts.shown > 0)
        return std::nullopt;
    if (auto gap = searchGap(facts))
        return gap;
    return facts.isRunning ? std::nullopt : std::optional(nothingState(facts));
}

std::vector<KeyValueSection> searchProgress(const SearchFacts& facts)
{
    const auto add = [](KeyValueSection& section, const QString& key, const QString& value) {
        KeyValue row;
        row.key = key;
        row.value = value;
        row.exact = value;
        section.rows.push_back(std::move(row));
    };
    std::vector<KeyValueSection> sections;
    KeyValueSection whole{SearchTexts::tr("Search"), {}};
    const StatusFacts now = searchStatus(facts);
    add(whole, SearchTexts::tr("State"), now.count);
    for (const QString& fact : now.facts)
        add(whole, QString(), fact);
    if (facts.keys > 0 && facts.elapsed.count() > 0 && !facts.snapshot)
        add(whole, SearchTexts::tr("Objects a second"),
            countOf(facts.keys * 1000 / static_cast<std::uint64_t>(facts.elapsed.count())));
    sections.push_back(std::move(whole));
    if (facts.snapshot) {
        KeyValueSection proof{SearchTexts::tr("How do you know?"), {}};
        add(proof, SearchTexts::tr("Ranges"),
            SearchTexts::tr("%1, joined without a gap").arg(countOf(facts.snapshot->ranges)));
        add(proof, SearchTexts::tr("Keys"), countOf(facts.snapshot->keys));
        add(proof, SearchTexts::tr("Sum of keys"), toQString(facts.snapshot->sum.text()));
        sections.push_back(std::move(proof));
    }
    KeyValueSection places{SearchTexts::tr("Places"), {}};
    KeyValueSection prefixes{SearchTexts::tr("Only these prefixes are asked for"), {}};
    for (const auto& scope : facts.scopes) {
        const QString counts =
            SearchTexts::tr("%1 found in %2").arg(countOf(scope.hits), countOf(scope.keys));
        const QString text =
            scope.state == ScopeState::Waiting     ? SearchTexts::tr("waits")
            : scope.state == ScopeState::Running   ? SearchTexts::tr("%1\u2026").arg(counts)
            : scope.state == ScopeState::Done      ? counts
            : scope.state == ScopeState::Cancelled ? SearchTexts::tr("%1, stopped").arg(counts)
            : scope.state == ScopeState::Denied ? SearchTexts::tr("%1 is denied").arg(toQString(scope.action))
                                                : SearchTexts::tr("failed: %1").arg(errorText(*scope.error));
        add(places, toOneLine(scope.place.bucket), text);
        for (const std::string& prefix : scope.prefixes) {
            if (prefix != scope.place.prefix)
                add(prefixes, toOneLine(scope.place.bucket), toOneLine(prefix));
        }
        for (const std::string& warning : scope.warnings)
            add(places, QString(), toQString(warning));
    }
    for (KeyValueSection* section : {&places, &prefixes}) {
        if (!section->rows.empty())
            sections.push_back(std::move(*section));
    }
    return sections;
}

} // namespace inia::ui
