#pragma once

#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace inia {

/// How many calls all transfers that share it may have under way; the others stand in line, first come first
/// served.
class TransferSlots final {
public:
    /// One call's place, given back when it goes out of scope.
    class Slot final {
    public:
        Slot() = default;
        ~Slot() { release(); }
        Slot(Slot&& other) noexcept = default;
        Slot& operator=(Slot&& other) noexcept;
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;
        void release();

    private:
        friend class TransferSlots;
        struct State;
        explicit Slot(std::shared_ptr<State> state) : m_state(std::move(state)) {}
        std::shared_ptr<State> m_state;
    };

    explicit TransferSlots(int count);
    ~TransferSlots();
    Q_DISABLE_COPY_MOVE(TransferSlots)

    /// Runs `granted` once, from the event loop, when there is a place, unless `context` dies first.
    void acquire(QObject* context, std::function<void(Slot)> granted);

private:
    std::shared_ptr<Slot::State> m_state;
};

} // namespace inia
