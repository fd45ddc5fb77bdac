#pragma once

#include "app/desktop/application.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QModelIndex>
#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtCore/QTimer>
#include <QtGui/QPixmap>

#include <functional>
#include <vector>

class QAbstractItemView;
class QWidget;

namespace inia::desktop {

// Hands and eyes of the self-test: does what a person does with mouse and keyboard, by the same events, and
// takes pictures. Knows widgets by what they are called for a screen reader.
class SelfTestPilot final {
public:
    explicit SelfTestPilot(QWidget& window);

    // A visible widget whose name for a screen reader begins with `name`; null when there is none.
    [[nodiscard]] QWidget* find(const QString& name) const;
    // False when there is no such widget, or nothing to click on.
    bool click(const QString& name) const;
    bool click(QWidget* widget) const;
    bool clickRow(QAbstractItemView* view, const QModelIndex& index) const;
    bool doubleClickRow(QAbstractItemView* view, const QModelIndex& index) const;
    // Into the widget that has the focus, or the popup's field.
    void type(const QString& text) const;
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;

    // The window with an open popup on top of it.
    [[nodiscard]] QPixmap picture() const;

private:
    [[nodiscard]] QPoint reveal(QAbstractItemView* view, const QModelIndex& index) const;
    [[nodiscard]] QWidget* keyTarget() const;

    QWidget& m_window;
};

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
