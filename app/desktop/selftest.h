#pragma once

#include "app/desktop/application.h"
#include "app/desktop/selftestpilot.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <functional>
#include <vector>

namespace inia::desktop {

// Performs the main job with the real window: chooses profiles, switches the region, opens a bucket, loads
// three pages, reads a response in the inspector, meets a denied and an empty bucket. Each step acts like a
// person and then waits until what it wants to see is there; a picture of it goes to the folder. Ends the
// program with exit code 0 only if all steps happened. Knows the buckets of the sandbox account
// (resources/sandbox).
class SelfTest final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SelfTest)

public:
    SelfTest(Application& application, const QString& folder);

    void start();

private:
    struct Step {
        const char* name;  // also of the picture
        const char* wants; // what has to be there in the end
        std::function<bool()> act;
        std::function<bool()> done;
    };

    // The steps, by subject.
    void addSessionSteps();
    void addListingSteps();
    void addObjectSteps();
    void addStateSteps();
    void addLookSteps();
    void addProfileStep(const char* name, const QString& profile, const QString& bucket);
    void addBranchStep(const char* name, const QString& uri, const QString& child);

    void begin();
    void poll();
    void finishStep();
    void end(int code);
    [[nodiscard]] bool isSettled() const;

    [[nodiscard]] ui::SessionView* view() const;
    [[nodiscard]] const ui::SessionInfo& info() const;
    [[nodiscard]] QModelIndex treeIndex(const QString& uri) const;
    [[nodiscard]] QModelIndex bucketIndex(const QString& bucket) const;
    [[nodiscard]] bool hasBucket(const QString& bucket) const;
    [[nodiscard]] bool openBucket(const QString& bucket) const;
    [[nodiscard]] QModelIndex objectIndex(const QString& name) const;
    [[nodiscard]] bool listed(const std::string& prefix) const;
    [[nodiscard]] QModelIndex callIndex(const std::string& operation) const;

    Application& m_application;
    SelfTestPilot m_pilot;
    QString m_folder;
    std::vector<Step> m_steps;
    std::size_t m_current = 0;
    QTimer m_poll;
    QElapsedTimer m_sinceStep;
};

} // namespace inia::desktop
