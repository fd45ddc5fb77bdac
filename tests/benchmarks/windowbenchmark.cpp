#include "app/desktop/application.h"
#include "tests/benchmarks/benchmarks.h"
#include "tests/benchmarks/looptimer.h"
#include "tests/benchmarks/stopwatch.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/treesource.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>

#include <unistd.h>

#include <algorithm>
#include <ctime>

namespace inia::benchmarks {

namespace {

using desktop::Application;

constexpr double msPerSecond = 1000;
constexpr double bytesPerMegabyte = 1e6;
constexpr int tabs = 10;
constexpr int calls = 10'000;
constexpr int scrollMs = 4; // between two movements of the scroll bar

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// In steps of 10 ms, as the kernel knows the start.
double msSinceProcessStart()
{
    const QByteArray stat = contents(QStringLiteral("/proc/self/stat"));
    constexpr int startTime = 19; // behind the name, which may have spaces
    const QByteArray ticks = stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(startTime);
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    const double started = ticks.toDouble() / static_cast<double>(::sysconf(_SC_CLK_TCK));
    return (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - started) * msPerSecond;
}

double residentBytes()
{
    const auto pages = contents(QStringLiteral("/proc/self/statm")).split(' ').value(1).toDouble();
    return pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

// A profile whose server is a port where nobody listens, and nothing of the user's.
void prepareHome(const QTemporaryDir& folder)
{
    for (const char* name : {"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL"})
        qunsetenv(name);
    for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"})
        qputenv(name, folder.path().toUtf8());
    const QString config = folder.filePath(QStringLiteral("config"));
    QFile file(config);
    if (file.open(QIODevice::WriteOnly)) {
        file.write("[profile bench]\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\n"
                   "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = bench\n");
    }
    qputenv("AWS_CONFIG_FILE", config.toUtf8());
    qputenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
    qputenv("AWS_EC2_METADATA_DISABLED", "true");
    qputenv("AWS_MAX_ATTEMPTS", "1");
}

// Sees a view of the window being drawn.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(QWidget* viewport) { viewport->installEventFilter(this); }
    [[nodiscard]] bool hasPainted() const { return m_paints > 0; }
    [[nodiscard]] int paints() const { return m_paints; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        m_paints += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }

private:
    int m_paints = 0;
};

void waitForTree(Application& application)
{
    const PaintWatch watch(application.window().workArea()->current()->tree()->viewport());
    LoopTimer().run([&watch] { return watch.hasPainted(); });
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// What the services alone make of that: their list and their nodes.
void measureExplorer(const Session& session, Value& answer)
{
    constexpr int trees = 20;
    std::vector<std::unique_ptr<ui::ServiceResources>> resources;
    std::vector<std::unique_ptr<ui::ResourceTreeModel>> models;
    const double before = residentBytes();
    const Stopwatch making;
    for (int tree = 0; tree < trees; ++tree) {
        resources.push_back(std::make_unique<ui::ServiceResources>(session));
        std::vector<std::unique_ptr<ui::TreeSource>> sources;
        for (const auto& name : resources.back()->services())
            sources.push_back(std::make_unique<ui::ServiceTreeSource>(*resources.back(), name));
        models.push_back(std::make_unique<ui::ResourceTreeModel>());
        models.back()->setSession({}, std::move(sources), resources.back()->foremost());
    }
    answer.insert("explorer_cpu_ms", making.cpu() * msPerSecond / trees);
    answer.insert("explorer_mb", (residentBytes() - before) / bytesPerMegabyte / trees);
}

// From the start of the process to the tree with its services on screen, then all services, then tabs.
Value measureOpening(Application& application)
{
    application.start();
    waitForTree(application);
    Value answer =
        Value::map({{"ready_ms", msSinceProcessStart()},
                    {"ready_cpu_ms", static_cast<double>(std::clock()) / CLOCKS_PER_SEC * msPerSecond}});
    auto& view = *application.window().workArea()->current();
    const QModelIndex root = view.treeModel().sessionIndex();
    const Stopwatch unfolding;
    (void)view.treeModel().activate(view.treeModel().index(view.treeModel().rowCount(root) - 1, 0, root));
    waitForTree(application);
    answer.insert("all_services_ms", unfolding.wall() * msPerSecond);
    answer.insert("services", view.treeModel().rowCount(root));
    std::vector<double> times;
    std::vector<double> processor;
    const double before = residentBytes();
    for (int tab = 1; tab < tabs; ++tab) {
        const Stopwatch opening;
        const int index = application.sessions().open({"bench", {}, {}});
        application.window().showTab(index);
        waitForTree(application);
        times.push_back(opening.wall() * msPerSecond);
        processor.push_back(opening.cpu() * msPerSecond);
    }
    answer.insert("tab_ms", median(times));
    answer.insert("tab_cpu_ms", median(processor));
    answer.insert("tab_mb", (residentBytes() - before) / bytesPerMegabyte / (tabs - 1));
    measureExplorer(view.session(), answer);
    return answer;
}

ExchangeCall madeCall(int number)
{
    ExchangeCall call;
    call.service = "s3";
    call.serviceId = "S3";
    call.operation = "ListObjectsV2";
    call.target = "many \u00B7 page " + std::to_string(number);
    call.cause = "Load all";
    call.profile = "bench";
    call.region = "us-west-2";
    call.state = ExchangeCall::State::Succeeded;
    call.started = std::chrono::system_clock::now();
    call.duration = std::chrono::milliseconds(number % 300);
    ExchangeAttempt attempt;
    attempt.started = call.started;
    attempt.running = false;
    attempt.request.url = "https://many.s3.us-west-2.amazonaws.com/?list-type=2";
    attempt.response.status = 200;
    attempt.response.body = "<ListBucketResult/>";
    call.attempts.push_back(attempt);
    return call;
}

// Of a hand that moves something a few hundred times.
double longestTurn(const std::function<void(int done, int movements)>& move)
{
    constexpr int movements = 400;
    int done = 0;
    QTimer hand;
    QObject::connect(&hand, &QTimer::timeout, &hand, [&] { move(++done, movements); });
    hand.start(scrollMs);
    LoopTimer loop;
    loop.run([&done] { return done >= movements; });
    return loop.longestTurnMs();
}

// Scrolls through a full log and back, while calls go on to come; then chooses rows, whose calls are shown in
// full beside them.
Value measureRows(Application& application)
{
    application.start();
    waitForTree(application);
    const auto log = application.exchangeLog();
    while (log->size() < calls)
        (void)log->begin(madeCall(static_cast<int>(log->size())));
    auto* list = application.window().inspector()->list();
    const PaintWatch shown(list->viewport());
    LoopTimer filling;
    filling.run([&] { return shown.hasPainted() && application.window().inspector()->isSettled(); });
    QScrollBar* bar = list->verticalScrollBar();
    const int before = shown.paints();
    const double scrolling = longestTurn([&](int done, int movements) {
        const int way = done < movements / 2 ? done : movements - done;
        bar->setValue(bar->maximum() * way / (movements / 2));
        if (done % 10 == 0)
            (void)log->begin(madeCall(calls + done));
    });
    const double choosing = longestTurn([&](int done, int movements) {
        list->setCurrentIndex(list->model()->index(done * (calls - 1) / movements, 0));
    });
    return Value::map({{"paints", shown.paints() - before},
                       {"rows", list->model()->rowCount()},
                       {"filling_turn_ms", filling.longestTurnMs()},
                       {"choosing_turn_ms", choosing},
                       {"longest_turn_ms", scrolling}});
}

} // namespace

Result<Value> benchmarkWindow(const QStringList& arguments)
{
    const QString what = arguments.value(0);
    if (what != QStringLiteral("opening") && what != QStringLiteral("rows"))
        return makeError(ErrorKind::Parameter, "BadArguments", "this takes opening or rows");
    const QTemporaryDir folder;
    prepareHome(folder);
    desktop::Settings settings(folder.filePath(QStringLiteral("inia.ini")));
    desktop::Arguments start;
    start.profile = "bench";
    Application application(*qobject_cast<QApplication*>(QCoreApplication::instance()), start, settings);
    return what == QStringLiteral("rows") ? measureRows(application) : measureOpening(application);
}

} // namespace inia::benchmarks
