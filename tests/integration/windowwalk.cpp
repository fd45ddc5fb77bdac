// inia-windowwalk PROFILE SERVICE...: opens services in the real window and prints what each of their
// collections gave there, in the tree and in the table, as one JSON list. HOME is where nobody's settings
// are.

#include "app/desktop/application.h"
#include "app/desktop/selftest.h"
#include "core/http/networktransport.h"
#include "core/protocol/jsonwriter.h"
#include "ui/browse/collectionview.h"
#include "ui/browse/resourcespage.h"
#include "ui/browse/servicekit.h"
#include "ui/browse/sessionbar.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QApplication>

#include <cstdio>

using namespace inia;
using namespace inia::desktop;

namespace {

using State = CollectionCursor::State;

constexpr int patienceMs = 20'000;
constexpr int depth = 4;
constexpr int mostRows = 2; // of a collection are walked into

class WindowWalk final {
public:
    explicit WindowWalk(Application& application) : m_application(application), m_pilot(application.window())
    {
    }

    // The tree knows the session, and AWS has said whose it is.
    [[nodiscard]] bool begin();
    void walk(const QString& service);
    [[nodiscard]] const Value& answer() const { return m_answer; }

private:
    [[nodiscard]] ui::SessionView& view() const { return *m_application.window().workArea()->current(); }
    [[nodiscard]] ui::ResourceTreeModel& tree() const { return view().treeModel(); }

    template <typename Done>
    [[nodiscard]] static bool waitFor(const Done& done);
    void expand(const QModelIndex& index) const;
    void showAll(const QModelIndex& parent) const;
    void walkCollections(const QModelIndex& parent, int level);
    void open(const QModelIndex& collection);
    [[nodiscard]] bool isListed(const QModelIndex& collection) const;
    [[nodiscard]] Value describe(const QModelIndex& collection) const;

    Application& m_application;
    SelfTestPilot m_pilot;
    Value m_answer = Value::emptyList();
};

template <typename Done>
bool WindowWalk::waitFor(const Done& done)
{
    const QDeadlineTimer deadline(patienceMs);
    QTimer waker; // so that the loop ends its wait when nothing comes
    waker.start(patienceMs);
    while (!done() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return done();
}

bool WindowWalk::begin()
{
    return waitFor([this] {
        const auto& sessions = m_application.sessions();
        const int current = m_application.window().sessionBar()->currentIndex();
        return m_application.window().workArea()->current() != nullptr && current >= 0 &&
               !sessions.at(current).info.accountId.isEmpty();
    });
}

void WindowWalk::expand(const QModelIndex& index) const
{
    if (!view().tree()->isExpanded(index))
        view().tree()->expand(index);
    QCoreApplication::processEvents();
}

// "12 more types"
void WindowWalk::showAll(const QModelIndex& parent) const
{
    const QModelIndex last = tree().index(tree().rowCount(parent) - 1, 0, parent);
    if (tree().uri(last).isEmpty())
        (void)tree().activate(last);
}

void WindowWalk::walk(const QString& service)
{
    const QPersistentModelIndex root = tree().open(service + QStringLiteral("://"));
    if (!root.isValid() || tree().uri(root) != service + QStringLiteral("://") ||
        !m_pilot.doubleClickRow(view().tree(), root)) {
        m_answer.append(Value::map(
            {{"service", service.toStdString()}, {"error", Value("the tree has no such service to click")}}));
        return;
    }
    walkCollections(root, 1);
    view().tree()->collapse(root);
}

void WindowWalk::walkCollections(const QModelIndex& parent, int level)
{
    const QPersistentModelIndex owner = parent;
    expand(owner);
    showAll(owner);
    for (int row = 0; row < tree().rowCount(owner); ++row) {
        const QPersistentModelIndex collection = tree().index(row, 0, owner);
        if (tree().uri(collection).isEmpty())
            continue;
        open(collection);
        for (int child = 0; level < depth && child < mostRows; ++child) {
            const QModelIndex resource = tree().index(child, 0, collection);
            if (resource.isValid() && !tree().uri(resource).isEmpty() && tree().hasChildren(resource))
                walkCollections(resource, level + 1);
        }
        view().tree()->collapse(collection);
    }
}

// As a person does: a double click shows it in the table and opens the branch.
void WindowWalk::open(const QModelIndex& collection)
{
    const bool clicked = m_pilot.doubleClickRow(view().tree(), collection);
    expand(collection);
    const bool listed = clicked && waitFor([&] { return isListed(collection); });
    Value row = describe(collection);
    if (!clicked)
        row.insert("problem", Value("not to be clicked on"));
    else if (!listed)
        row.insert("problem", Value("neither listed nor failed in time"));
    m_answer.append(std::move(row));
}

bool WindowWalk::isListed(const QModelIndex& collection) const
{
    const State inTree = tree().state(collection);
    const State inTable = view().centre()->pageOf<ui::ResourcesPage>().view()->model().state();
    const QString place = ui::toQString(view().navigator().current().uri());
    return inTree != State::Pristine && inTree != State::Loading && inTable != State::Pristine &&
           inTable != State::Loading && place == tree().uri(collection);
}

Value outcomeOf(State state, qint64 rows, const Error* error)
{
    Value outcome = Value::map({{"state", Value(static_cast<int>(state))}, {"rows", Value(rows)}});
    if (error != nullptr)
        outcome.insert("error", Value::map({{"code", error->code}, {"message", error->message}}));
    return outcome;
}

Value WindowWalk::describe(const QModelIndex& collection) const
{
    const QString uri = tree().uri(collection);
    const ui::ResourceTableModel& table = view().centre()->pageOf<ui::ResourcesPage>().view()->model();
    Value row = Value::map(
        {{"service", uri.left(uri.indexOf(QStringLiteral("://"))).toStdString()},
         {"place", uri.toStdString()},
         {"tree", outcomeOf(tree().state(collection), tree().rowCount(collection), tree().error(collection))},
         {"table",
          outcomeOf(table.state(), table.loadedCount(), table.error() ? &*table.error() : nullptr)}});
    const auto parent = tree().resource(collection);
    const auto location = ui::ResourceLocation::parse(uri.toStdString());
    if (!parent || !location || location->isService())
        return row;
    const auto made = ui::ownCollection(*parent, location->steps.back().collection);
    for (const auto& definition : parent->definition().collections) {
        if (definition.name == location->steps.back().collection)
            row.insert("needs_data", Value(definition.request.needsData()));
    }
    if (made) {
        row.insert("operation", made->definition().request.operation);
        row.insert("params", made->params());
    }
    return row;
}

} // namespace

int main(int argc, char* argv[])
{
    qputenv("QT_NO_THREADED_GLIB", "1");
    QApplication qt(argc, argv);
    NetworkTransport::dismissApplicationProxy();
    QStringList services = QCoreApplication::arguments().mid(1);
    if (services.size() < 2) {
        std::fputs("inia-windowwalk PROFILE SERVICE...\n", stderr);
        return 2;
    }
    const QTemporaryDir folder;
    Settings settings(folder.filePath(QStringLiteral("inia.ini")));
    Arguments arguments;
    arguments.profile = services.takeFirst().toStdString();
    Application application(qt, arguments, settings);
    application.start();
    WindowWalk walk(application);
    if (!walk.begin()) {
        std::fputs("inia-windowwalk: the session did not open\n", stderr);
        return 1;
    }
    for (const QString& service : services)
        walk.walk(service);
    std::fprintf(stdout, "%s\n", toJson(walk.answer()).c_str());
    return 0;
}
