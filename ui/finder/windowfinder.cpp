#include "ui/finder/windowfinder.h"

#include "core/async/background.h"
#include "core/explorer/findableservices.h"
#include "core/model/catalog.h"
#include "ui/browse/navigator.h"
#include "ui/browse/servicekit.h"
#include "ui/browse/servicepages.h"
#include "ui/browse/sessionview.h"
#include "ui/browse/workarea.h"
#include "ui/commands/commandtable.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"

#include <algorithm>
#include <array>
#include <set>

namespace inia::ui {

namespace {

using Kind = Findable::Kind;

constexpr std::size_t mostFound = 60;
constexpr int mostTreeRows = 2'000;
constexpr std::string_view actionPrefix = "action:";
constexpr std::string_view placePrefix = "place:";

std::chrono::seconds sinceEpoch(const Clock& clock)
{
    return std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch());
}

// Of one tree node and all below it that is there; nothing is fetched for it.
template <typename Visit>
void walkTree(const QAbstractItemModel& model, const QModelIndex& parent, int& left, const Visit& visit)
{
    for (int row = 0; row < model.rowCount(parent) && left > 0; ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        --left;
        visit(index);
        walkTree(model, index, left, visit);
    }
}

QString iconOf(const Findable& thing)
{
    switch (thing.kind) {
    case Kind::Service:
        return serviceIconName(thing.service);
    case Kind::Type:
        return QStringLiteral("list");
    case Kind::Operation:
        return QStringLiteral("terminal");
    case Kind::Row:
        return thing.service == "s3" ? QStringLiteral("file") : QStringLiteral("cube");
    case Kind::Place:
        return thing.isPinned ? QStringLiteral("pin") : QStringLiteral("history");
    case Kind::Bucket:
        return QStringLiteral("bucket");
    case Kind::Command:
        break;
    }
    return QStringLiteral("bolt");
}

} // namespace

WindowFinder::WindowFinder(const Appearance& appearance, CommandSet& commands, WorkArea& area,
                           std::shared_ptr<const Clock> clock, QWidget* window)
    : QObject(window),
      m_appearance(appearance),
      m_commands(commands),
      m_area(area),
      m_clock(std::move(clock)),
      m_window(window)
{
}

WindowFinder::~WindowFinder() = default;

SessionView* WindowFinder::view() const
{
    return m_area.current();
}

KnownPlace WindowFinder::here() const
{
    KnownPlace place;
    if (const SessionView* shown = view()) {
        place.uri = placeToKeep(shown->navigator().current()).uri(); // it is written down
        place.profile = shown->session().profileName();
        place.region = shown->session().region();
    }
    return place;
}

// Of the API console the service whose operations it shows.
std::string WindowFinder::currentService() const
{
    if (view() == nullptr)
        return {};
    const Place& place = view()->navigator().current();
    if (!ConsolePage::isFor(place))
        return place.service();
    return place.isService() ? std::string() : place.resource()->steps.front().collection;
}

void WindowFinder::visitCurrent()
{
    if (view() != nullptr)
        m_places->visit(here(), sinceEpoch(*m_clock));
}

void WindowFinder::togglePin()
{
    if (view() == nullptr)
        return;
    const bool isPinned = m_places->togglePin(here(), sinceEpoch(*m_clock));
    view()->showNotice(isPinned ? tr("Pinned: found first by %1").arg(keyText(CommandId::OpenAnything))
                                : tr("No longer pinned"));
}

void WindowFinder::open(const QString& text)
{
    if (m_popup)
        m_popup->close();
    gather();
    m_popup = new FinderPopup(
        m_appearance, [this](const QString& typed) { return search(typed); }, m_window);
    // Very many rows are not kept for nothing.
    connect(m_popup, &QObject::destroyed, this, [this, opened = m_opened] {
        if (opened == m_opened)
            m_rows.reset();
    });
    m_popup->setHint(tr("> commands   @ operations   # rows of the table   ? help"));
    m_popup->open(text);
}

void WindowFinder::gather()
{
    m_others = Finder();
    m_rows.reset();
    m_actions.clear();
    m_commandThings.clear();
    m_menu = std::make_unique<QMenu>();
    ++m_opened;
    gatherCommands();
    if (view() == nullptr)
        return;
    indexServices(view()->session().catalog());
    gatherPlaces();
    gatherTree();
    view()->fillActions(*m_menu);
    gatherActions(*m_menu, selectedName());
    indexRows();
}

void WindowFinder::gatherCommands()
{
    for (const auto id : m_commands.all()) {
        const Command& command = commandOf(id);
        Findable thing;
        thing.kind = Kind::Command;
        thing.title = command.title().toStdString();
        thing.id = command.name;
        m_commandThings.push_back(thing);
        m_others.add(std::move(thing));
    }
}

// Menus in it as well: what a long group folds away is found by its name.
void WindowFinder::gatherActions(const QMenu& menu, const std::string& whose)
{
    const auto actions = menu.actions();
    for (QAction* action : actions) {
        if (action->menu() != nullptr) {
            gatherActions(*action->menu(), whose);
            continue;
        }
        const QString text = action->text().section(u'\t', 0, 0).remove(u'&');
        if (action->isSeparator() || text.isEmpty())
            continue;
        Findable thing;
        thing.kind = Kind::Command;
        thing.isLoaded = true; // nearer than a command of the whole window
        thing.title = text.toStdString();
        thing.id = std::string(actionPrefix) + std::to_string(m_actions.size());
        thing.detail = whose;
        m_actions.emplace_back(action);
        m_commandThings.push_back(thing);
        m_others.add(std::move(thing));
    }
}

// What actions are done with, in a word.
std::string WindowFinder::selectedName() const
{
    const auto resources = view()->centre()->page().selected();
    if (resources.size() != 1)
        return resources.empty() ? std::string() : tr("%1 selected").arg(resources.size()).toStdString();
    return lastIdentifier(resources.front()).toStdString();
}

void WindowFinder::gatherPlaces()
{
    const KnownPlace now = here();
    const auto seconds = sinceEpoch(*m_clock);
    for (const auto& known : m_places->all()) {
        const auto place = Place::parse(known.uri);
        const bool isHere =
            known.profile == now.profile && (known.region == now.region || known.uri.starts_with("s3://"));
        if (!place || !isHere || known.uri == now.uri)
            continue;
        Findable thing;
        thing.kind = Kind::Place;
        thing.isPinned = known.isPinned;
        thing.age = std::max(seconds - known.lastVisit, std::chrono::seconds(0));
        thing.title = known.uri;
        thing.id = known.uri;
        thing.service = place->service();
        const auto parts = place->parts();
        m_others.add(std::move(thing), parts.empty() ? std::vector<std::string>()
                                                     : std::vector{parts.back().label.toStdString()});
    }
}

// Buckets and resources that the tree has loaded.
void WindowFinder::gatherTree()
{
    const ResourceTreeModel& tree = view()->treeModel();
    int left = mostTreeRows;
    std::set<std::string> seen;
    walkTree(tree, {}, left, [&](const QModelIndex& index) {
        const std::string uri = tree.uri(index).toStdString();
        const auto place = Place::parse(uri);
        if (uri.empty() || !place || place->isService() || !seen.insert(uri).second)
            return;
        const S3Location* s3 = place->s3();
        if (s3 != nullptr ? !s3->prefix.empty() : !place->resource()->isResource())
            return;
        Findable thing;
        thing.kind = s3 != nullptr ? Kind::Bucket : Kind::Row;
        thing.isLoaded = true;
        thing.service = place->service();
        thing.title = index.data().toString().toStdString();
        thing.id = std::string(placePrefix) + uri;
        thing.detail = s3 != nullptr ? std::string() : uri;
        const auto parts = place->parts();
        m_others.add(std::move(thing), {parts.back().label.toStdString()});
    });
}

// Once for all tabs of the same models, in another thread: the first list does not wait for it.
void WindowFinder::indexServices(const std::shared_ptr<const Catalog>& catalog)
{
    if (m_catalog == catalog)
        return;
    m_catalog = catalog;
    m_services.reset();
    runInOwnThread(
        [catalog] {
            auto finder = std::make_shared<Finder>();
            explorer::addServices(*finder, *catalog);
            return std::shared_ptr<const Finder>(std::move(finder));
        },
        [self = QPointer(this), catalog](std::shared_ptr<const Finder> finder) {
            if (!self || self->m_catalog != catalog)
                return;
            self->m_services = std::move(finder);
            if (self->m_popup)
                self->m_popup->refresh();
        });
}

void WindowFinder::indexRows()
{
    auto addRows = view()->centre()->page().findableRows();
    if (!addRows)
        return;
    runInBackground(
        *QThreadPool::globalInstance(),
        [addRows = std::move(addRows)] {
            auto finder = std::make_shared<Finder>();
            addRows(*finder);
            return std::shared_ptr<const Finder>(std::move(finder));
        },
        [self = QPointer(this), opened = m_opened](std::shared_ptr<const Finder> finder) {
            if (!self || self->m_opened != opened)
                return;
            self->m_rows = std::move(finder);
            if (self->m_popup)
                self->m_popup->refresh();
        });
}

std::vector<FinderRow> WindowFinder::search(const QString& text)
{
    QString wanted = text.trimmed();
    Finder::Context context;
    context.service = currentService();
    const QChar mode = wanted.isEmpty() ? QChar() : wanted.front();
    if (mode == u'?')
        return help();
    if (mode == u'>')
        context.kinds = {Kind::Command};
    else if (mode == u'@')
        context.kinds = {Kind::Operation};
    else if (mode == u'#')
        context.kinds = {Kind::Row};
    else if (wanted.isEmpty())
        return nearby(context);
    context.ownServiceOnly = mode == u'@' && !context.service.empty();
    if (!context.kinds.empty())
        wanted.remove(0, 1);
    const std::string query = wanted.toStdString();
    if (mode == u'>' && query.empty())
        return allCommands();
    std::vector<Finder::Found> found = m_others.find(query, context, mostFound);
    for (const Finder* more : {m_services.get(), m_rows.get()}) {
        if (more != nullptr)
            found = Finder::merged(std::move(found), more->find(query, context, mostFound), mostFound);
    }
    std::vector<FinderRow> rows;
    if (context.kinds.empty()) {
        if (auto row = address(wanted))
            rows.push_back(*std::move(row));
    }
    std::set<std::string> buckets;
    for (const auto& one : found) {
        const Findable& thing = *one.thing;
        if (thing.kind == Kind::Bucket)
            buckets.insert(thing.title);
        // The list of buckets has them once more as its rows.
        if (thing.kind != Kind::Row || !buckets.contains(thing.title))
            rows.push_back(rowFor(thing));
    }
    return rows;
}

// Before anything is typed: what is pinned, where one was, and the types of the service one is in.
std::vector<FinderRow> WindowFinder::nearby(Finder::Context context)
{
    std::vector<FinderRow> rows;
    context.kinds = {Kind::Place};
    for (const auto& place : m_others.find({}, context, mostFound))
        rows.push_back(rowFor(*place.thing));
    context.kinds = {Kind::Type};
    context.ownServiceOnly = true;
    if (m_services) {
        for (const auto& type : m_services->find({}, context, mostFound))
            rows.push_back(rowFor(*type.thing));
    }
    return rows;
}

// In the order of the table, behind what can be done with what is selected.
std::vector<FinderRow> WindowFinder::allCommands()
{
    std::vector<FinderRow> rows;
    for (const bool isAction : {true, false}) {
        for (const auto& thing : m_commandThings) {
            if (thing.isLoaded == isAction)
                rows.push_back(rowFor(thing));
        }
    }
    return rows;
}

std::vector<FinderRow> WindowFinder::help() const
{
    struct Mode {
        const char* mark;
        const char* icon;
        QString text;
    };
    const std::array<Mode, 3> modes{
        {{">", "bolt", tr("Commands, and what can be done with what is selected")},
         {"@", "terminal", tr("Operations of the service one is in")},
         {"#", "cube",
          tr("Rows of the table that are loaded, at most the first %1")
              .arg(countText(CentrePage::mostFindable))}}};
    std::vector<FinderRow> rows;
    for (const auto& mode : modes) {
        FinderRow row;
        row.title = mode.text;
        row.keys = QString::fromLatin1(mode.mark);
        row.icon = QString::fromLatin1(mode.icon);
        row.continues = row.keys;
        rows.push_back(std::move(row));
    }
    for (const auto id : {CommandId::EditPath, CommandId::ShowKeys}) {
        FinderRow row;
        row.title = commandOf(id).title();
        row.icon = QString::fromLatin1(commandOf(id).icon);
        row.keys = keyText(id);
        row.obstacle = m_commands.obstacle(id);
        row.choose = [this, id] { m_commands.run(id); };
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<FinderRow> WindowFinder::address(const QString& text) const
{
    if (view() == nullptr || !looksLikeAddress(text))
        return std::nullopt;
    const auto place = placeFromText(text, view()->resources(), view()->whereabouts());
    FinderRow row;
    row.icon = QStringLiteral("link");
    row.title = tr("Go to %1").arg(place ? toQString(place->uri()) : toOneLine(text.toStdString()));
    if (place)
        row.choose = [this, there = *place] {
            view()->go(there);
            view()->focusRows();
        };
    else
        row.obstacle = toOneLine(place.error().message);
    return row;
}

FinderRow WindowFinder::rowFor(const Findable& thing)
{
    FinderRow row;
    row.title = toOneLine(thing.title);
    row.detail = toOneLine(thing.detail);
    row.icon = iconOf(thing);
    if (thing.kind == Kind::Command)
        return commandRow(thing, std::move(row));
    row.choose = [this, thing] { go(thing); };
    return row;
}

FinderRow WindowFinder::commandRow(const Findable& thing, FinderRow row)
{
    if (thing.id.starts_with(actionPrefix)) {
        const QPointer<QAction> action = m_actions[std::stoul(thing.id.substr(actionPrefix.size()))];
        if (action == nullptr)
            return row;
        row.keys = action->shortcut().toString(QKeySequence::NativeText);
        if (!action->isEnabled())
            row.obstacle = action->toolTip();
        row.choose = [action] {
            if (action)
                action->trigger();
        };
        return row;
    }
    const auto& table = commandTable();
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Command& command) { return thing.id == command.name; });
    row.icon = QString::fromLatin1(found->icon);
    row.keys = keyText(found->id);
    row.obstacle = m_commands.obstacle(found->id);
    row.choose = [this, id = found->id] { m_commands.run(id); };
    return row;
}

void WindowFinder::go(const Findable& thing)
{
    SessionView* shown = view();
    if (shown == nullptr)
        return;
    if (thing.kind == Kind::Operation) {
        shown->go(ConsolePage::placeOf(thing.service, thing.id));
    } else if (thing.kind == Kind::Service) {
        shown->go(thing.service == "s3" ? Place() : Place(ResourceLocation{thing.service, {}}));
    } else if (thing.kind == Kind::Type) {
        shown->go(placeOfType(thing.service, thing.id, shown->resources()));
    } else if (thing.kind == Kind::Row && !thing.id.starts_with(placePrefix)) {
        shown->centre()->page().showRow(thing.id);
    } else {
        const bool hasPrefix = thing.id.starts_with(placePrefix);
        const auto place = Place::parse(hasPrefix ? thing.id.substr(placePrefix.size()) : thing.id);
        if (!place) {
            shown->showNotice(toOneLine(place.error().message));
            return;
        }
        shown->go(*place);
    }
    shown->focusRows();
}

} // namespace inia::ui
