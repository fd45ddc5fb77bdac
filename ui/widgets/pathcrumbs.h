#pragma once

#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;
class PathCrumb;

// The parts of a path as buttons in a row, with chevrons between them. From the right, as the place one is at
// matters most: what does not fit hides behind "...".
class PathCrumbs final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PathCrumbs)

public:
    explicit PathCrumbs(const Appearance& appearance, QWidget* parent = nullptr);

    void setParts(const QStringList& parts);

signals:
    void partActivated(int index);
    void moreRequested(); // "..."

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    // The first part that has room.
    [[nodiscard]] qsizetype firstShown() const;

    const Appearance& m_appearance;
    PathCrumb* m_more; // stands for the parts that do not fit
    QList<PathCrumb*> m_crumbs;
};

} // namespace inia::ui
