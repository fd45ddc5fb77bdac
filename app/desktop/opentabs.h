#pragma once

#include "app/desktop/commandline.h"
#include "app/desktop/settings.h"

namespace inia::ui {
class MainWindow;
class SessionController;
} // namespace inia::ui

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

} // namespace inia::desktop
