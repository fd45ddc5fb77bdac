#pragma once

#include "app/desktop/settings.h"
#include "core/observe/replaytransport.h"
#include "core/session/session.h"

#include <QtCore/QTemporaryDir>

namespace inia::desktop {

// What the program needs to run from a recording: no network, no keys, none of the user's own files.
class Replay final {
    Q_DISABLE_COPY_MOVE(Replay)

public:
    [[nodiscard]] static Result<std::unique_ptr<Replay>> open(const QString& path,
                                                              ReplayTransport::Pace pace);

    [[nodiscard]] const std::shared_ptr<Clock>& clock() const { return m_clock; }
    [[nodiscard]] const std::shared_ptr<ReplayTransport>& transport() const { return m_transport; }
    [[nodiscard]] Result<Runtime> runtime(std::shared_ptr<ExchangeLog> log) const;
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

} // namespace inia::desktop
