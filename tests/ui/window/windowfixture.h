#pragma once

#include "core/identity/sourcecontext.h"
#include "core/jobs/joblist.h"
#include "core/observe/exchangelog.h"
#include "tests/support/fakes3.h"
#include "tests/support/fakeservices.h"
#include "tests/support/faketransport.h"
#include "ui/mainwindow.h"
#include "ui/theme/appearance.h"

#include <QtCore/QTemporaryDir>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QMenu>

#include <memory>

namespace inia::tests {

/// The main window on two made-up profiles, "one" (us-west-2) and "two" (eu-central-1, production), whose
/// requests a FakeTransport answers from a FakeS3 and FakeServices.
class WindowFixture final {
    Q_DISABLE_COPY_MOVE(WindowFixture)
public:
    WindowFixture();
    ~WindowFixture();

    /// Why there can be no window: the model pack is missing. Tests skip with it.
    [[nodiscard]] QString problem() const;
    void writeConfig(const QByteArray& text);
    /// The path of a file in the home that sessions have.
    [[nodiscard]] QString homeFile(const QString& name) const { return m_folder.filePath(name); }

    [[nodiscard]] ui::SessionView* view() const { return m_window->workArea()->current(); }
    [[nodiscard]] ui::ObjectTableModel& objects() const { return view()->objects(); }
    /// Clicks on the bucket in the tree; false when it is not there.
    bool clickBucket(const QString& name) const;
    /// ListObjectsV2 requests sent so far, for a bucket.
    [[nodiscard]] int listings(const std::string& bucket) const;
    /// A visible button that goes by this name.
    [[nodiscard]] QAbstractButton* button(const QString& name) const;

    /// Jobs of its sessions, written down below `folder`.
    void addJobs(const QString& folder);
    [[nodiscard]] JobList& jobs() const { return *m_jobs; }

    FakeS3 s3;
    FakeServices services;
    std::shared_ptr<FakeTransport> transport = std::make_shared<FakeTransport>();
    std::shared_ptr<ExchangeLog> log = std::make_shared<ExchangeLog>();
    /// The way to a person, for sessions opened before any other; none at first.
    std::shared_ptr<SignInPrompt> prompt;

    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] ui::SessionController& sessions() { return *m_sessions; }
    [[nodiscard]] const ui::Appearance& appearance() const { return *m_appearance; }
    /// What the transport answers, for a handler that answers some requests otherwise.
    [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;

private:
    [[nodiscard]] Result<Runtime> makeRuntime() const;

    QTemporaryDir m_folder;
    QMenu m_menu;
    std::unique_ptr<ui::Appearance> m_appearance;
    std::unique_ptr<ui::SessionController> m_sessions;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace inia::tests
