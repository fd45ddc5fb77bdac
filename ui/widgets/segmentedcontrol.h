#pragma once

#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

class QButtonGroup;

namespace inia::ui {

class Appearance;

// A choice of one out of at most four, all of them visible. One Tab stop; arrow keys move the choice.
class SegmentedControl final : public QWidget {
    Q_OBJECT

public:
    enum class Size : quint8 { Normal, Dock }; // 28 or 24 px high

    SegmentedControl(const Appearance& appearance, const QStringList& options, QWidget* parent = nullptr,
                     Size size = Size::Normal);
    Q_DISABLE_COPY_MOVE(SegmentedControl)

    [[nodiscard]] int currentIndex() const;
    void setCurrentIndex(int index); // does not emit
    void setOptionToolTip(int index, const QString& text);
    void setOptionEnabled(int index, bool enabled);

signals:
    void currentChanged(int index); // by the user

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QButtonGroup* m_group;
};

} // namespace inia::ui
