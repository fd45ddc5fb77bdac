#pragma once

#include "app/desktop/commandline.h"
#include "app/desktop/settings.h"
#include "core/jobs/joblist.h"
#include "core/observe/exchangelog.h"
#include "core/observe/replaytransport.h"
#include "core/session/session.h"
#include "core/transfer/bandwidthlimit.h"
#include "core/transfer/transferqueue.h"
#include "ui/browse/sessioncontroller.h"
#include "ui/mainwindow.h"
#include "ui/models/place.h"
#include "ui/models/resourcelayouts.h"
#include "ui/signin/signindesk.h"
#include "ui/theme/appearance.h"
#include "ui/transfers/transferdesk.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtWidgets/QMenu>

#include <memory>

class QActionGroup;
class QApplication;

namespace inia::desktop {

// The tabs of the last start, opened again where they were. Nothing is asked for a tab before somebody looks
// at it.
class OpenTabs final {
    Q_DISABLE_COPY_MOVE(OpenTabs)

public:
    // Both outlive it.
    OpenTabs(ui::SessionController& sessions, ui::MainWindow& window) : m_sessions(sessions), m_window(window)
    {
    }

    // Those of `kept` whose profiles there are, and what the command line or the environment asks for. Under
    // an endpoint of the command line nothing else is opened: no other profile's keys are meant for it.
    void open(const KeptTabs& kept, const Arguments& arguments);
    // To be kept: those that are open, then those whose profiles were not there.
    [[nodiscard]] KeptTabs tabs() const;

private:
    ui::SessionController& m_sessions;
    ui::MainWindow& m_window;
    std::vector<KeptTab> m_absent;
};

// What the program needs to run from a recording: no network, no keys, none of the user's own files.
class Replay final {
    Q_DISABLE_COPY_MOVE(Replay)

public:
    [[nodiscard]] static Result<std::unique_ptr<Replay>> open(const QString& path,
                                                              ReplayTransport::Pace pace);

    [[nodiscard]] const std::shared_ptr<Clock>& clock() const { return m_clock; }
    [[nodiscard]] const std::shared_ptr<ReplayTransport>& transport() const { return m_transport; }
    [[nodiscard]] Result<Runtime> runtime(std::shared_ptr<ExchangeLog> log) const;
    // Its own, which go with it.
    [[nodiscard]] QString jobsFolder() const { return m_home.filePath(QStringLiteral("jobs")); }
    // A tab for each session of the recording.
    [[nodiscard]] KeptTabs tabs() const;
    // What stands over the window.
    [[nodiscard]] QString banner() const;

private:
    Replay(QString name, Recording recording, ReplayTransport::Pace pace);
    [[nodiscard]] bool writeProfiles() const;

    QString m_name;
    QTemporaryDir m_home;
    std::shared_ptr<ReplayTransport> m_transport;
    std::shared_ptr<Clock> m_clock;
};

// Where the program is put together: everything that is made once is made here and handed on by constructor.
class Application final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Application)

public:
    // `settings` outlives the application. With a replay everything is answered from that.
    Application(QApplication& application, const Arguments& arguments, Settings& settings,
                std::unique_ptr<Replay> replay = nullptr);
    ~Application() override;

    // Opens the first session and shows the window.
    void start();

    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] ui::SessionController& sessions() { return m_sessions; }
    [[nodiscard]] const std::shared_ptr<ExchangeLog>& exchangeLog() const { return m_log; }
    [[nodiscard]] TransferQueue& transfers() { return *m_queue; }
    [[nodiscard]] QMenu& menu() { return m_menu; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] ui::SessionFactory makeFactory() const;
    void dress();
    [[nodiscard]] std::unique_ptr<TransferQueue> makeQueue();
    [[nodiscard]] Result<Client> clientFor(const TransferSession& session);
    [[nodiscard]] Result<Client> jobClientFor(TransferSession session);
    void addTransfers();
    void addJobs();
    void addSignIn();
    void addReplay();
    void sessionOpened(int index);
    void buildMenu();
    void addAppearance(QActionGroup* group, ui::CommandId id, ui::Appearance::Setting setting);
    void addCommand(ui::CommandId id);
    void restoreWindow();
    void saveSoon();
    void save();

    QApplication& m_application;
    Arguments m_arguments;
    Settings& m_settings;
    std::unique_ptr<Replay> m_replay;
    ui::Appearance m_appearance;
    std::shared_ptr<ExchangeLog> m_log;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<ui::ColumnChoices> m_columnChoices;
    std::shared_ptr<ui::KnownPlaces> m_places;
    std::shared_ptr<ui::MfaPrompt> m_prompt; // before what asks it
    ui::SessionController m_sessions;
    std::shared_ptr<BandwidthLimit> m_bandwidth;
    QString m_journalProblem;
    std::unique_ptr<TransferQueue> m_queue;
    JobList m_jobs;
    std::unique_ptr<ui::TransferDesk> m_desk;
    std::unique_ptr<ui::SignInDesk> m_signIn;
    QMenu m_menu;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<OpenTabs> m_tabs;
    QTimer m_saving;
};

} // namespace inia::desktop
