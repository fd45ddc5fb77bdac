#pragma once

#include "core/session/profiletrial.h"

#include <QtWidgets/QWidget>

class QGridLayout;

namespace inia::ui {

class Appearance;

// The steps of a trial, one below the other: what there is, or what failed and what to do about it.
class TrialView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TrialView)

public:
    explicit TrialView(const Appearance& appearance, QWidget* parent = nullptr);

    void setEntries(const std::vector<ProfileTrial::Entry>& entries);
    // "Keys: shared-credentials-file, key ****ABCD", for a screen reader and tests.
    [[nodiscard]] static QString entryText(const ProfileTrial::Entry& entry);

private:
    void addEntry(int row, const ProfileTrial::Entry& entry);

    const Appearance& m_appearance;
    QGridLayout* m_grid;
};

} // namespace inia::ui
