#include "app/desktop/selftest.h"

#include "ui/browse/objectspage.h"
#include "ui/browse/sessionbar.h"
#include "ui/inspector/calldetail.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/models/displaytext.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QDir>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>

#include <cstdio>

namespace inia::desktop {

namespace {

void sendMouse(QWidget* widget, QEvent::Type type, const QPoint& at)
{
    const Qt::MouseButtons held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, widget->mapToGlobal(at), Qt::LeftButton, held, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
}

void sendClick(QWidget* widget, const QPoint& at)
{
    sendMouse(widget, QEvent::MouseButtonPress, at);
    sendMouse(widget, QEvent::MouseButtonRelease, at);
}

} // namespace

SelfTestPilot::SelfTestPilot(QWidget& window) : m_window(window) {}

QWidget* SelfTestPilot::find(const QString& name) const
{
    for (QWidget* widget : m_window.findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const QString words = button != nullptr && widget->accessibleName().isEmpty()
                                  ? button->text()
                                  : widget->accessibleName();
        if (widget->isVisible() && words.startsWith(name))
            return widget;
    }
    return nullptr;
}

bool SelfTestPilot::click(const QString& name) const
{
    return click(find(name));
}

bool SelfTestPilot::click(QWidget* widget) const
{
    if (widget == nullptr || !widget->isVisible() || !widget->isEnabled())
        return false;
    sendClick(widget, widget->rect().center());
    return true;
}

QPoint SelfTestPilot::reveal(QAbstractItemView* view, const QModelIndex& index) const
{
    view->scrollTo(index, QAbstractItemView::EnsureVisible);
    const QRect cell = view->visualRect(index);
    return {qMin(cell.center().x(), cell.left() + 60), cell.center().y()};
}

bool SelfTestPilot::clickRow(QAbstractItemView* view, const QModelIndex& index) const
{
    if (!index.isValid())
        return false;
    view->setFocus(Qt::MouseFocusReason);
    sendClick(view->viewport(), reveal(view, index));
    return true;
}

bool SelfTestPilot::doubleClickRow(QAbstractItemView* view, const QModelIndex& index) const
{
    if (!clickRow(view, index))
        return false;
    const QPoint at = reveal(view, index);
    sendMouse(view->viewport(), QEvent::MouseButtonDblClick, at);
    sendMouse(view->viewport(), QEvent::MouseButtonRelease, at);
    return true;
}

QWidget* SelfTestPilot::keyTarget() const
{
    if (QWidget* popup = QApplication::activePopupWidget())
        return popup->focusWidget() != nullptr ? popup->focusWidget() : popup;
    return m_window.focusWidget() != nullptr ? m_window.focusWidget() : &m_window;
}

void SelfTestPilot::type(const QString& text) const
{
    for (const QChar character : text) {
        QWidget* target = keyTarget();
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(character));
        QApplication::sendEvent(target, &press);
        QKeyEvent release(QEvent::KeyRelease, 0, Qt::NoModifier, QString(character));
        QApplication::sendEvent(target, &release);
    }
}

void SelfTestPilot::press(int key, Qt::KeyboardModifiers modifiers) const
{
    QWidget* target = keyTarget();
    QKeyEvent press(QEvent::KeyPress, key, modifiers);
    QApplication::sendEvent(target, &press);
}

QPixmap SelfTestPilot::picture() const
{
    QPixmap picture = m_window.grab();
    if (QWidget* popup = QApplication::activePopupWidget()) {
        QPainter painter(&picture);
        painter.drawPixmap(m_window.mapFromGlobal(popup->mapToGlobal(QPoint(0, 0))), popup->grab());
    }
    return picture;
}

namespace {

constexpr int pollMs = 15;
constexpr qint64 patienceMs = 30'000;
constexpr qint64 pageRows = 1000;
const QString chosenObject = QStringLiteral("app-2026-07-14T09.jsonl.gz");
const std::string bigPrefix = "logs/2026/07/";

} // namespace

SelfTest::SelfTest(Application& application, const QString& folder)
    : m_application(application), m_pilot(application.window()), m_folder(folder)
{
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, &SelfTest::poll);
    addSessionSteps();
    addListingSteps();
    addObjectSteps();
    addStateSteps();
    addLookSteps();
}

// ---- running ----------------------------------------------------------------------------------------------

void SelfTest::start()
{
    if (!QDir().mkpath(m_folder)) {
        std::fprintf(stderr, "inia: the folder %s cannot be made\n", qPrintable(m_folder));
        QTimer::singleShot(0, this, [this] { end(1); });
        return;
    }
    QTimer::singleShot(0, this, &SelfTest::begin);
}

void SelfTest::begin()
{
    const Step& step = m_steps[m_current];
    m_sinceStep.start();
    if (!step.act()) {
        std::printf("FAILED  %s: could not be tried\n", step.name);
        end(1);
        return;
    }
    m_poll.start();
}

void SelfTest::poll()
{
    const Step& step = m_steps[m_current];
    if (step.done() && isSettled()) {
        m_poll.stop();
        finishStep();
    } else if (m_sinceStep.elapsed() > patienceMs) {
        std::printf("FAILED  %s: did not see %s within %lld s\n", step.name, step.wants, patienceMs / 1000);
        (void)m_pilot.picture().save(QDir(m_folder).filePath(QStringLiteral("failed.png")));
        end(1);
    }
}

void SelfTest::finishStep()
{
    const Step& step = m_steps[m_current];
    const QString file = QStringLiteral("%1-%2.png")
                             .arg(m_current + 1, 2, 10, QLatin1Char('0'))
                             .arg(QLatin1StringView(step.name).toString().replace(u' ', u'-'));
    if (!m_pilot.picture().save(QDir(m_folder).filePath(file))) {
        std::printf("FAILED  %s: the picture %s cannot be written\n", step.name, qPrintable(file));
        end(1);
        return;
    }
    std::printf("ok  %2zu/%zu  %s: %s (%lld ms)  %s\n", m_current + 1, m_steps.size(), step.name, step.wants,
                static_cast<long long>(m_sinceStep.elapsed()), qPrintable(file));
    std::fflush(stdout);
    if (++m_current == m_steps.size())
        end(0);
    else
        QTimer::singleShot(0, this, &SelfTest::begin);
}

void SelfTest::end(int code)
{
    m_poll.stop();
    std::printf(code == 0 ? "All %zu steps happened.\n" : "Ended at step %zu.\n",
                code == 0 ? m_steps.size() : m_current + 1);
    std::fflush(stdout);
    QApplication::exit(code);
}

// Nothing is under way any more that would change the picture.
bool SelfTest::isSettled() const
{
    const ExchangeLog& log = *m_application.exchangeLog();
    for (std::size_t i = 0; i < log.size(); ++i) {
        if (log.at(i).state == ExchangeCall::State::Running)
            return false;
    }
    return m_application.window().inspector()->isSettled();
}

// ---- looking ----------------------------------------------------------------------------------------------

ui::SessionView* SelfTest::view() const
{
    return m_application.window().workArea()->current();
}

const ui::SessionInfo& SelfTest::info() const
{
    return m_application.sessions().at(m_application.window().sessionBar()->currentIndex()).info;
}

QModelIndex SelfTest::treeIndex(const QString& uri) const
{
    if (view() == nullptr)
        return {};
    const QModelIndex index = view()->treeModel().indexOf(uri);
    return view()->treeModel().uri(index) == uri ? index : QModelIndex();
}

QModelIndex SelfTest::bucketIndex(const QString& bucket) const
{
    return treeIndex(QStringLiteral("s3://%1/").arg(bucket));
}

bool SelfTest::hasBucket(const QString& bucket) const
{
    return bucketIndex(bucket).isValid() && !info().accountId.isEmpty();
}

bool SelfTest::openBucket(const QString& bucket) const
{
    return m_pilot.clickRow(view()->tree(), bucketIndex(bucket));
}

QModelIndex SelfTest::objectIndex(const QString& name) const
{
    const ui::ObjectTableModel& objects = view()->objects();
    const int row = objects.rowOf(objects.location().prefix + name.toStdString());
    return row < 0 ? QModelIndex() : objects.index(row, 0);
}

// At least one page of this prefix is there.
bool SelfTest::listed(const std::string& prefix) const
{
    const ui::ObjectTableModel& objects = view()->objects();
    return objects.location().prefix == prefix && objects.rowCount() > 0;
}

// The newest call of an operation in the inspector.
QModelIndex SelfTest::callIndex(const std::string& operation) const
{
    const QAbstractItemModel* model = m_application.window().inspector()->list()->model();
    for (int row = model->rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = model->index(row, ui::ExchangeLogModel::OperationColumn);
        if (index.data().toString().toStdString() == operation)
            return index.siblingAtColumn(0);
    }
    return {};
}

// ---- the steps --------------------------------------------------------------------------------------------

void SelfTest::addProfileStep(const char* name, const QString& profile, const QString& bucket)
{
    m_steps.push_back({"profile menu", "the profiles of the config files",
                       [this] { return m_pilot.click(QStringLiteral("Profile ")); },
                       [] { return QApplication::activePopupWidget() != nullptr; }});
    m_steps.push_back({name, "the buckets and the account id of the profile",
                       [this, profile] {
                           m_pilot.type(profile);
                           m_pilot.press(Qt::Key_Return);
                           return true;
                       },
                       [this, profile, bucket] { return info().profile == profile && hasBucket(bucket); }});
}

void SelfTest::addSessionSteps()
{
    m_steps.push_back({"open window", "the buckets and the account id of the first profile",
                       [] { return true; }, [this] { return hasBucket(QStringLiteral("acme-data-lake")); }});
    addProfileStep("choose profile", QStringLiteral("sandbox-east"), QStringLiteral("acme-east-reports"));
    m_steps.push_back({"region menu", "the regions of the partition",
                       [this] { return m_pilot.click(QStringLiteral("Region ")); },
                       [] { return QApplication::activePopupWidget() != nullptr; }});
    m_steps.push_back({"switch region", "the buckets in the other region",
                       [this] {
                           m_pilot.type(QStringLiteral("eu-central-1"));
                           m_pilot.press(Qt::Key_Return);
                           return true;
                       },
                       [this] {
                           return info().region == QStringLiteral("eu-central-1") &&
                                  hasBucket(QStringLiteral("acme-east-reports"));
                       }});
    addProfileStep("bucket tree", QStringLiteral("sandbox-west"), QStringLiteral("acme-data-lake"));
}

// By a double click in the tree, which shows the place and opens its branch.
void SelfTest::addBranchStep(const char* name, const QString& uri, const QString& child)
{
    m_steps.push_back({name, "its first page, and what is below it in the tree",
                       [this, uri] { return m_pilot.doubleClickRow(view()->tree(), treeIndex(uri)); },
                       [this, uri, child] {
                           const ui::ObjectTableModel& objects = view()->objects();
                           return ui::toQString(objects.location().uri()) == uri && objects.rowCount() > 0 &&
                                  treeIndex(uri + child).isValid();
                       }});
}

void SelfTest::addListingSteps()
{
    const QString bucket = QStringLiteral("s3://acme-data-lake/");
    addBranchStep("open bucket", bucket, QStringLiteral("logs/"));
    addBranchStep("open logs", bucket + QStringLiteral("logs/"), QStringLiteral("2026/"));
    addBranchStep("open 2026", bucket + QStringLiteral("logs/2026/"), QStringLiteral("07/"));
    m_steps.push_back({"open 07", "its first page",
                       [this] {
                           return m_pilot.doubleClickRow(view()->objectsView()->table(),
                                                         objectIndex(QStringLiteral("07/")));
                       },
                       [this] { return listed(bigPrefix) && view()->objects().rowCount() == pageRows; }});
    for (const qint64 pages : {2, 3}) {
        m_steps.push_back({pages == 2 ? "load page 2" : "load page 3", "exactly one request for each page",
                           [this] { return m_pilot.click(QStringLiteral("Load more")); },
                           [this, pages] {
                               const ui::ObjectTableModel& objects = view()->objects();
                               return objects.loadedCount() == pages * pageRows &&
                                      objects.requests() == pages &&
                                      objects.rowCount() == objects.loadedCount();
                           }});
    }
}

void SelfTest::addObjectSteps()
{
    m_steps.push_back(
        {"select object", "its details from HeadObject",
         [this] { return m_pilot.clickRow(view()->objectsView()->table(), objectIndex(chosenObject)); },
         [this] {
             const auto* inspector = m_application.window().inspector();
             const QModelIndex call = callIndex("HeadObject");
             return inspector->isVisible() && call.isValid() &&
                    call.data(ui::OutcomeRole).value<ui::Outcome>() != ui::Outcome::Running;
         }});
    m_steps.push_back({"inspect listing", "the parsed answer of the third page",
                       [this] {
                           auto* inspector = m_application.window().inspector();
                           return m_pilot.clickRow(inspector->list(), callIndex("ListObjectsV2"));
                       },
                       [this] { return m_application.window().inspector()->detail()->callId() != 0; }});
    m_steps.push_back({"filter by prefix", "only keys that start with it",
                       [this] {
                           if (!m_pilot.click(QStringLiteral("Filter objects")))
                               return false;
                           m_pilot.find(QStringLiteral("Filter objects"))->setFocus();
                           m_pilot.type(QStringLiteral("app-2026-07-14"));
                           m_pilot.press(Qt::Key_Return);
                           return true;
                       },
                       [this] {
                           const ui::ObjectTableModel& objects = view()->objects();
                           return objects.state() == ui::ObjectTableModel::State::Complete &&
                                  objects.rowCount() == 24;
                       }});
}

void SelfTest::addStateSteps()
{
    m_steps.push_back({"denied bucket", "who lacks which permission",
                       [this] { return openBucket(QStringLiteral("acme-restricted")); },
                       [this] {
                           const auto& error = view()->objects().error();
                           return error && isAccessDenied(*error) &&
                                  view()->objects().location().bucket == "acme-restricted";
                       }});
    m_steps.push_back({"empty bucket", "a complete, empty list",
                       [this] { return openBucket(QStringLiteral("acme-empty")); },
                       [this] {
                           const ui::ObjectTableModel& objects = view()->objects();
                           return objects.location().bucket == "acme-empty" &&
                                  objects.state() == ui::ObjectTableModel::State::Complete &&
                                  objects.loadedCount() == 0;
                       }});
}

void SelfTest::addLookSteps()
{
    m_steps.push_back({"dark mode", "the same window in dark",
                       [this] {
                           const auto actions = m_application.menu().actions();
                           actions.at(2)->trigger();
                           return m_pilot.click(QStringLiteral("Back")) &&
                                  m_pilot.click(QStringLiteral("Back"));
                       },
                       [this] { return listed(bigPrefix); }});
    m_steps.push_back(
        {"production session", "the red frame of a production profile",
         [this] {
             if (!m_pilot.click(QStringLiteral("Open another session")))
                 return false;
             m_pilot.type(QStringLiteral("sandbox-prod"));
             m_pilot.press(Qt::Key_Return);
             return true;
         },
         [this] { return info().production && hasBucket(QStringLiteral("acme-prod-orders")); }});
}

} // namespace inia::desktop
